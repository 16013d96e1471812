using System.Globalization;
using Espalier.Data;

namespace SearchStep;

/// <summary>One thing to measure: a supernet, a batch, an order, a number of threads.</summary>
internal sealed record StepCase(int Channels, int Cells, int Batch, ImageShape Input, int Threads, string Order)
{
    internal IReadOnlyList<string> Arguments =>
    [
        "--channels", Text(Channels), "--cells", Text(Cells), "--batch", Text(Batch), "--input", Input.ToString(),
        "--threads", Text(Threads), "--order", Order,
    ];

    internal static StepCase Parse(IReadOnlyDictionary<string, string> values) => new(
        int.Parse(values.GetValueOrDefault("channels", "8"), CultureInfo.InvariantCulture),
        int.Parse(values.GetValueOrDefault("cells", "4"), CultureInfo.InvariantCulture),
        int.Parse(values.GetValueOrDefault("batch", "32"), CultureInfo.InvariantCulture),
        ImageShape.Parse(values.GetValueOrDefault("input", "1x28x28")),
        int.Parse(values.GetValueOrDefault("threads", "1"), CultureInfo.InvariantCulture),
        values.GetValueOrDefault("order", "first"));

    public override string ToString() => $"C={Channels}, {Cells} cells, batch {Batch}, {Input}, {Order}, {Threads} thread{(Threads > 1 ? "s" : "")}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
