using Benchmarks;
using Benchmarks.Limits;
using Espalier.Costs;
using Espalier.Spaces;
using Espalier.Spaces.Darts;

namespace TrainStep;

/// <summary>The lines of the table: shapes and numbers of threads.</summary>
internal static class TrainCases
{
    private const string GenotypeOption = "genotype";

    // One pass forward, and backward to the weights.
    private static readonly int[] Costs = [3];

    internal static IReadOnlyList<KnownOption> Known { get; } =
    [
        .. NetworkShape.Known(TrainShapes.Named),
        new(GenotypeOption, "TEXT", "an architecture of the DARTS space, in either notation (default DARTS_V2)"),
    ];

    internal static Genotype GenotypeOf(GivenOptions given) => given.Text(GenotypeOption) is { } text
        ? new DartsSpace().Parse(text, $"--{GenotypeOption}")
        : DartsGenotypes.DartsV2;

    internal static IReadOnlyList<BenchmarkCase> Read(GivenOptions given)
    {
        var genotype = GenotypeOf(given);
        var threads = BenchmarkCase.ReadThreads(given);
        return
        [
            .. from shape in NetworkShape.ReadAll(given, TrainShapes.Named, TrainShapes.Free)
               let macs = ForwardMacs(shape, genotype)
               from count in threads
               select Case(shape, genotype, macs, count),
        ];
    }

    private static BenchmarkCase Case(NetworkShape shape, Genotype genotype, long forwardMacs, int threads) => new(
        $"{shape}, {BenchmarkCase.Text(threads)}",
        [.. shape.Arguments, $"--{GenotypeOption}", genotype.Text, "--threads", $"{threads}"],
        shape.Batch,
        threads,
        NeededWork.Of(shape, new DartsSpace(), forwardMacs, Costs));

    private static long ForwardMacs(NetworkShape shape, Genotype genotype)
    {
        using var network = new DartsSpace().Build(genotype, OurPath.Plain.Settings(shape));
        return NetworkCost.Of(network, [shape.Input.Channels, shape.Input.Height, shape.Input.Width]).Macs;
    }
}
