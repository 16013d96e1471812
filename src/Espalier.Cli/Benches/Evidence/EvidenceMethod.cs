namespace Espalier.Cli.Benches.Evidence;

/// <summary>A way to come by an architecture, as the evidence for E2RNAS compares them.</summary>
/// <param name="Name">What it is called in tables and folders.</param>
/// <param name="Tells">What it shows, in a few words.</param>
/// <param name="Strategy">What searches; null for an architecture made by hand.</param>
/// <param name="Options">Its options, of the form name=value.</param>
internal sealed record EvidenceMethod(string Name, string Tells, string? Strategy, params IReadOnlyList<string> Options)
{
    /// <summary>The one that all others are held against.</summary>
    internal const string Subject = "e2rnas";

    private const string Sampling = "random-search";
    private const string Order = "order=first";
    private const string Bound = "bound=floor";

    // The published rate, 3e-4, moves nothing in so few steps.
    private const string Rate = "architecture-rate=0.01";

    // The mixture of the searched supernet begins with 25,390 parameters in its choices.
    private const string Floor = "floor=15000";

    // Separable convolutions in a row, each past a skip: what one would write down without a search.
    private const string Plain =
        "[('sep_conv_3x3', 1), ('skip_connect', 0), ('sep_conv_3x3', 2), ('skip_connect', 1), ('sep_conv_3x3', 3), ('skip_connect', 2), "
        + "('sep_conv_3x3', 4), ('skip_connect', 3)]";

    /// <summary>All that are compared.</summary>
    internal static IReadOnlyList<EvidenceMethod> All { get; } =
    [
        new(Subject, "first order, as all its ablations", "e2rnas", Order, Bound, Floor, Rate),
        new("e2rnas-second", "second order, as published", "e2rnas", "order=second", Bound, Floor, Rate),
        new("no-adversarial", "weights below train on clean images", "e2rnas", Order, Bound, Floor, "lower=none", Rate),
        new("no-mgda", "fixed weights of 1 and 1", "e2rnas", Order, Bound, Floor, "balance=sum", Rate),
        new("no-params", "validation loss alone above", "e2rnas", Order, "objectives=accuracy", Rate),
        new("three-objectives", "adversarial validation loss as well", "e2rnas", Order, Bound, Floor, "objectives=accuracy,params,robustness", Rate),
        new("darts-first", "DARTS, first order", "darts", Order, Rate),
        new("darts-second", "DARTS, second order", "darts", "order=second", Rate),
        new(Sampling, "the best of some, after a short training", Sampling),
        new("hand-made", "separable convolutions in a row with skips, no search", Strategy: null)
        {
            Genotype = $"Genotype(normal={Plain}, normal_concat=[2, 3, 4, 5], reduce={Plain}, reduce_concat=[2, 3, 4, 5])",
        },
    ];

    /// <summary>The architecture, where there is nothing to search.</summary>
    internal string? Genotype { get; init; }

    /// <summary>What searches and its options, as <c>search</c> takes them; empty where there is nothing to search.</summary>
    internal IReadOnlyList<string> Search =>
        Strategy is null ? [] : ["--method", Strategy, .. Options.SelectMany(option => new[] { "--set", option })];

    /// <summary>Whether it trains candidates one by one.</summary>
    internal bool Samples => Strategy == Sampling;

    /// <summary>A part of a folder's name: <c>e2rnas-lower-pgd-7</c>.</summary>
    internal string Slug => string.Concat(Name.Select(sign => char.IsAsciiLetterOrDigit(sign) || sign == '.' ? sign : '-'));

    /// <summary>Reads methods, parted by commas, each with options of its search behind it: <c>e2rnas+lower=pgd-7</c>.</summary>
    /// <exception cref="InvalidInputException">One is not known, sets what is no option, or is there twice.</exception>
    internal static IReadOnlyList<EvidenceMethod> Parse(string? text)
    {
        if (text is null)
        {
            return All;
        }

        var methods = text.Split(',', StringSplitOptions.TrimEntries).Select(name => One(text, name)).ToArray();
        return methods.DistinctBy(method => method.Slug).Count() < methods.Length
            ? throw new InvalidInputException($"--methods '{text}'", "one is there twice", "name each once")
            : methods;
    }

    private static EvidenceMethod One(string text, string name)
    {
        var parts = name.Split('+', StringSplitOptions.TrimEntries);
        var method = All.FirstOrDefault(method => method.Name == parts[0]) ?? throw new InvalidInputException(
            $"--methods '{text}'", $"there is no '{parts[0]}'", $"give some of {string.Join(", ", All.Select(method => method.Name))}");
        var set = parts[1..];
        return set.Length == 0
            ? method
            : method.Strategy is null || set.Any(option => NameOf(option).Length == 0)
                ? throw new InvalidInputException($"--methods '{text}'", $"'{name}' sets no option of a search", "write for example e2rnas+lower=pgd-7")
                : method with
                {
                    Name = name,
                    Tells = $"{method.Name} with {string.Join(", ", set)}",
                    Options = [.. method.Options.Where(option => !set.Select(NameOf).Contains(NameOf(option))), .. set],
                };
    }

    private static string NameOf(string option) => option[..Math.Max(0, option.IndexOf('=', StringComparison.Ordinal))];
}
