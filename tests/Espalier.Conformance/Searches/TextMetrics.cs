using Espalier.Estimators;
using Espalier.Spaces;

namespace Espalier.Conformance.Searches;

/// <summary>Metrics that any genotype has, at no cost: what its text looks like. One of them is missing now and then.</summary>
internal sealed class TextMetrics : INetworkMetrics
{
    public IReadOnlyList<string> Names { get; } = ["length", "letters", "digits"];

    public IReadOnlyList<IReadOnlyList<double?>> Of(IReadOnlyList<string> names, IReadOnlyList<Genotype> networks) =>
        [.. networks.Select(network => (IReadOnlyList<double?>)[.. names.Select(name => Measure(name, network.Text))])];

    private static double? Measure(string name, string text) => name switch
    {
        "length" => text.Length,
        "letters" => text.Sum(letter => letter) % 3 == 0 ? null : text.Sum(letter => letter),
        _ => text.Count(char.IsDigit),
    };
}
