using Espalier.Costs.Devices;
using Espalier.Evaluation;

namespace Espalier.Tests.Costs.Devices;

/// <summary>
/// Devices on which a network of four choices takes a sum over them: what each operation takes is the device's own, between that of a device
/// that hates convolutions and one that hates pools.
/// </summary>
internal static class Invented
{
    private const int Edges = 4;
    private const int Operations = 3;
    private static readonly double[] Convolving = [0.2, 3, 0.5];
    private static readonly double[] Pooling = [0.2, 0.6, 2.5];

    private static readonly int[][] Cells =
    [
        .. Enumerable.Range(0, 81).Select(number => new[] { number / 27, number / 9 % 3, number / 3 % 3, number % 3 }),
    ];

    /// <summary>Six known devices; every seventh network is a reference.</summary>
    internal static DeviceRecords Known { get; } = new()
    {
        Networks = [.. Cells.Select(cell => cell.SelectMany(chosen => Enumerable.Range(0, Operations).Select(o => o == chosen ? 1.0 : 0)).ToArray())],
        Milliseconds = [.. new[] { 0, 0.2, 0.4, 0.6, 0.8, 1 }.Select((share, i) => Times(share, 1 + i, 2 * i))],
        References = [.. Enumerable.Range(0, 10).Select(i => 8 * i)],
        Pool = [.. Enumerable.Range(0, 60)],
    };

    /// <summary>Networks that nothing was learnt from.</summary>
    internal static int[] Asked { get; } = [.. Enumerable.Range(60, 21).Except(Known.References)];

    /// <summary>What all networks take on a device.</summary>
    /// <param name="share">How much of it is the one that hates pools, 0 to 1.</param>
    /// <param name="speed">How slow it is.</param>
    /// <param name="start">What it takes for nothing.</param>
    internal static double[] Times(double share, double speed, double start) =>
    [
        .. Cells.Select(cell => start + (speed * Enumerable.Range(0, Edges).Sum(edge =>
            (((1 - share) * Convolving[cell[edge]]) + (share * Pooling[cell[edge]])) * (1 + (0.05 * edge))))),
    ];

    /// <summary>What the references take of these times.</summary>
    internal static double[] Measured(double[] times) => [.. Known.References.Select(network => times[network])];

    /// <summary>Spearman's coefficient of what is predicted of a device, over the networks asked for.</summary>
    internal static double Spearman(ILatencyPredictor predictor, double[] times) =>
        RankCorrelation.Spearman([.. Asked.Select(network => times[network])], [.. predictor.Predict(Measured(times), Asked)]);
}
