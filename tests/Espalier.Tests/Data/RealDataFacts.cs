namespace Espalier.Tests.Data;

/// <summary>Runs where Fashion-MNIST is installed.</summary>
internal sealed class FashionMnistFactAttribute : FactAttribute
{
    public FashionMnistFactAttribute()
    {
        var folder = Environment.GetEnvironmentVariable("ESPALIER_FASHION_MNIST") ?? "/usr/share/datasets/fashion-mnist";
        if (!Directory.Exists(folder))
        {
            Skip = $"Fashion-MNIST is not in {folder}: apt-get install dataset-fashion-mnist";
        }
    }
}

/// <summary>Runs where the tables hold the CIFAR-10 subset.</summary>
internal sealed class CifarSubsetFactAttribute : FactAttribute
{
    public CifarSubsetFactAttribute()
    {
        if (!Directory.Exists(Folder))
        {
            Skip = "ESPALIER_TABLES names no folder with cifar10 in it";
        }
    }

    public static string Folder => Path.Combine(Environment.GetEnvironmentVariable("ESPALIER_TABLES") ?? "absent", "cifar10");
}

/// <summary>Runs where the tables hold NAS-Bench-201.</summary>
internal sealed class NasBench201FactAttribute : FactAttribute
{
    public NasBench201FactAttribute()
    {
        if (!Directory.Exists(Folder))
        {
            Skip = "ESPALIER_TABLES names no folder with nasbench201 in it";
        }
    }

    public static string Folder => Path.Combine(Environment.GetEnvironmentVariable("ESPALIER_TABLES") ?? "absent", "nasbench201");

    /// <summary>The lines of one of its compressed tables, without the head.</summary>
    public static IEnumerable<string[]> Rows(string name)
    {
        using var file = File.OpenRead(Path.Combine(Folder, name));
        using var reader = new StreamReader(new System.IO.Compression.GZipStream(file, System.IO.Compression.CompressionMode.Decompress));
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            yield return line.Split(',');
        }
    }
}

/// <summary>Runs for each line of data where the tables hold NAS-Bench-201.</summary>
internal sealed class NasBench201TheoryAttribute : TheoryAttribute
{
    public NasBench201TheoryAttribute() => Skip = new NasBench201FactAttribute().Skip;
}

/// <summary>Runs where the tables hold NAS-Bench-Suite-Zero, and NAS-Bench-201 beside it.</summary>
internal sealed class SuiteZeroFactAttribute : FactAttribute
{
    public SuiteZeroFactAttribute()
    {
        if (!Directory.Exists(NasBench201FactAttribute.Folder) || !Directory.Exists(Folder))
        {
            Skip = "ESPALIER_TABLES names no folder with nas_bench_suite_zero and nasbench201 in it";
        }
    }

    private static string Folder => Path.Combine(Environment.GetEnvironmentVariable("ESPALIER_TABLES") ?? "absent", "nas_bench_suite_zero");
}

/// <summary>Runs for each line of data where the tables hold NAS-Bench-Suite-Zero.</summary>
internal sealed class SuiteZeroTheoryAttribute : TheoryAttribute
{
    public SuiteZeroTheoryAttribute() => Skip = new SuiteZeroFactAttribute().Skip;
}
