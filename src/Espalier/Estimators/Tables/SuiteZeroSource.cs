namespace Espalier.Estimators.Tables;

/// <summary>A benchmark whose architectures NAS-Bench-Suite-Zero has scores of, and how its file tells them.</summary>
public sealed record SuiteZeroSource
{
    private SuiteZeroSource(string name, string file, int rows, string architecture, string accuracy, params string[] missing)
    {
        (Name, File, Rows, Architecture, Accuracy) = (name, file, rows, architecture, accuracy);
        Proxies = ProxyColumns.Where(column => !missing.Contains(column.Key)).ToDictionary(column => column.Key, column => column.Value);
    }

    /// <summary>Cells of NAS-Bench-201 on its three data sets, trained for 200 epochs.</summary>
    public static SuiteZeroSource NasBench201 { get; } = new("nas-bench-201", "nb201_proxies", 2174, "arch_str", "val_accuracy")
    {
        Data = "dataset",
    };

    /// <summary>Cells of NAS-Bench-101 on CIFAR-10.</summary>
    public static SuiteZeroSource NasBench101 { get; } = new(
        "nas-bench-101", "nb101_proxies_500", 500, "adjacency_rowmajor", "val_accuracy", "nwot", "zen")
    {
        More = "ops",
    };

    /// <summary>Pairs of DARTS cells on CIFAR-10; their accuracies are a surrogate's.</summary>
    public static SuiteZeroSource NasBench301 { get; } = new(
        "nas-bench-301", "nb301_proxies", 1225, "arch_compact", "surrogate_val_accuracy", "zen")
    {
        Part = "source",
    };

    /// <summary>Architectures of three spaces trained on three further data sets; each data set is told with its space.</summary>
    public static SuiteZeroSource Further { get; } = new("further data sets", "extra_datasets_13proxies", 1770, "arch", "val_accuracy")
    {
        Data = "dataset",
        Part = "space",
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SuiteZeroSource> All { get; } = [NasBench201, NasBench101, NasBench301, Further];

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>Its file, without an ending.</summary>
    internal string File { get; }

    /// <summary>How many rows it has, so that one that was cut off between two lines is found out.</summary>
    internal int Rows { get; }

    /// <summary>The column of the architecture.</summary>
    internal string Architecture { get; }

    /// <summary>A further column without which the architecture is not known; null: none.</summary>
    internal string? More { get; private init; }

    /// <summary>The column of the accuracy, in percent.</summary>
    internal string Accuracy { get; }

    /// <summary>The column of the data set; null: CIFAR-10 alone.</summary>
    internal string? Data { get; private init; }

    /// <summary>A column that parts rows which are not to be mixed; null: none.</summary>
    internal string? Part { get; private init; }

    /// <summary>The columns of scores, with our names of the proxies.</summary>
    internal IReadOnlyDictionary<string, string> Proxies { get; }

    /// <summary>The columns of scores that a file may have, with our names of the proxies.</summary>
    private static Dictionary<string, string> ProxyColumns => new(StringComparer.Ordinal)
    {
        ["epe_nas"] = "epe-nas",
        ["fisher"] = "fisher",
        ["flops"] = "macs",
        ["grad_norm"] = "grad-norm",
        ["grasp"] = "grasp",
        ["jacov"] = "jacob-cov",
        ["l2_norm"] = "l2-norm",
        ["nwot"] = "naswot",
        ["params"] = "params",
        ["plain"] = "plain",
        ["snip"] = "snip",
        ["synflow"] = "synflow",
        ["zen"] = "zen",
    };
}
