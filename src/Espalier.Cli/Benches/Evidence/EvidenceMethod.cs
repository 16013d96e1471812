namespace Espalier.Cli.Benches.Evidence;

/// <summary>A way to come by an architecture, as the evidence for E2RNAS compares them.</summary>
/// <param name="Name">What it is called in tables and folders.</param>
/// <param name="Tells">What it shows, in a few words.</param>
/// <param name="Search">The method and its options, as <c>search</c> takes them; none for an architecture made by hand.</param>
/// <param name="Genotype">The architecture, where there is nothing to search.</param>
internal sealed record EvidenceMethod(string Name, string Tells, IReadOnlyList<string> Search, string? Genotype = null)
{
    /// <summary>The one that all others are held against.</summary>
    internal const string Subject = "e2rnas";

    private const string Order = "order=first";
    private const string Bound = "bound=floor";

    // The mixture of the searched supernet begins with 25,390 parameters in its choices.
    private const string Floor = "floor=15000";

    // Separable convolutions in a row, each past a skip: what one would write down without a search.
    private const string Plain =
        "[('sep_conv_3x3', 1), ('skip_connect', 0), ('sep_conv_3x3', 2), ('skip_connect', 1), ('sep_conv_3x3', 3), ('skip_connect', 2), "
        + "('sep_conv_3x3', 4), ('skip_connect', 3)]";

    /// <summary>All that are compared. The published rate of an architecture, 3e-4, moves nothing in so few steps.</summary>
    internal static IReadOnlyList<EvidenceMethod> All { get; } =
    [
        new(Subject, "first order, as all its ablations", Of("e2rnas", Order, Bound, Floor)),
        new("e2rnas-second", "second order, as published", Of("e2rnas", "order=second", Bound, Floor)),
        new("no-adversarial", "weights below train on clean images", Of("e2rnas", Order, Bound, Floor, "lower=none")),
        new("no-mgda", "fixed weights of 1 and 1", Of("e2rnas", Order, Bound, Floor, "balance=sum")),
        new("no-params", "validation loss alone above", Of("e2rnas", Order, "objectives=accuracy")),
        new("three-objectives", "adversarial validation loss as well", Of("e2rnas", Order, Bound, Floor, "objectives=accuracy,params,robustness")),
        new("darts-first", "DARTS, first order", Of("darts", Order)),
        new("darts-second", "DARTS, second order", Of("darts", "order=second")),
        new("random-search", "the best of some, after a short training", ["--method", "random-search"]),
        new(
            "hand-made",
            "separable convolutions in a row with skips, no search",
            [],
            $"Genotype(normal={Plain}, normal_concat=[2, 3, 4, 5], reduce={Plain}, reduce_concat=[2, 3, 4, 5])"),
    ];

    /// <summary>Whether it trains candidates one by one.</summary>
    internal bool Samples => Search.Contains("random-search");

    /// <summary>Reads names, parted by commas.</summary>
    /// <exception cref="InvalidInputException">One is not known, or is there twice.</exception>
    internal static IReadOnlyList<EvidenceMethod> Parse(string? text)
    {
        if (text is null)
        {
            return All;
        }

        var names = text.Split(',', StringSplitOptions.TrimEntries);
        var unknown = Array.Find(names, name => All.All(method => method.Name != name));
        return unknown is not null
            ? throw new InvalidInputException(
                $"--methods '{text}'", $"there is no '{unknown}'", $"give some of {string.Join(", ", All.Select(method => method.Name))}")
            : names.Distinct().Count() < names.Length
                ? throw new InvalidInputException($"--methods '{text}'", "one is there twice", "name each once")
                : [.. names.Select(name => All.First(method => method.Name == name))];
    }

    private static List<string> Of(string method, params string[] options) =>
        ["--method", method, .. options.SelectMany(option => new[] { "--set", option }), "--set", "architecture-rate=0.01"];
}
