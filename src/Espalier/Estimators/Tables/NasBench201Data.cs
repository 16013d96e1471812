namespace Espalier.Estimators.Tables;

/// <summary>The data sets on which every cell of NAS-Bench-201 was trained.</summary>
public enum NasBench201Data
{
    /// <summary>CIFAR-10: <c>cifar10</c>.</summary>
    Cifar10,

    /// <summary>CIFAR-100: <c>cifar100</c>.</summary>
    Cifar100,

    /// <summary>ImageNet of 16x16 pixels, its first 120 classes: <c>imagenet16-120</c>.</summary>
    ImageNet16,
}

/// <summary>What the data sets are called and have.</summary>
internal static class NasBench201DataNames
{
    internal static IReadOnlyList<NasBench201Data> All { get; } = Enum.GetValues<NasBench201Data>();

    /// <summary>Its name in columns.</summary>
    internal static string Name(this NasBench201Data data) => data switch
    {
        NasBench201Data.Cifar10 => "cifar10",
        NasBench201Data.Cifar100 => "cifar100",
        _ => "imagenet16-120",
    };

    /// <summary>Its name in the files.</summary>
    internal static string FileName(this NasBench201Data data) => data == NasBench201Data.ImageNet16 ? "in16" : data.Name();

    internal static int Classes(this NasBench201Data data) => data switch
    {
        NasBench201Data.Cifar10 => 10,
        NasBench201Data.Cifar100 => 100,
        _ => 120,
    };
}
