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
