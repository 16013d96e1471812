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
internal sealed class CifarSubsetFactAttribute() : TablesFactAttribute(Name)
{
    private const string Name = "cifar10";

    public static string Folder => PublishedTables.Folder(Name);
}

/// <summary>Runs where the tables hold NAS-Bench-201.</summary>
internal sealed class NasBench201FactAttribute() : TablesFactAttribute("nasbench201");

/// <summary>Runs for each line of data where the tables hold NAS-Bench-201.</summary>
internal sealed class NasBench201TheoryAttribute : TheoryAttribute
{
    public NasBench201TheoryAttribute() => Skip = new NasBench201FactAttribute().Skip;
}

/// <summary>Runs where the tables hold NAS-Bench-Suite-Zero, and NAS-Bench-201 beside it.</summary>
internal sealed class SuiteZeroFactAttribute() : TablesFactAttribute("nasbench201", "nas_bench_suite_zero");

/// <summary>Runs for each line of data where the tables hold NAS-Bench-Suite-Zero.</summary>
internal sealed class SuiteZeroTheoryAttribute : TheoryAttribute
{
    public SuiteZeroTheoryAttribute() => Skip = new SuiteZeroFactAttribute().Skip;
}

/// <summary>Runs where the tables hold NAS-Bench-Macro.</summary>
internal sealed class NasBenchMacroFactAttribute() : TablesFactAttribute("nas_bench_macro");
