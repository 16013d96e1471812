namespace Benchmarks;

/// <summary>A case with what each contender measured, round by round.</summary>
/// <param name="Case">What was measured.</param>
/// <param name="Contenders">Who, in the order of the table; ratios are those of the first.</param>
/// <param name="Rounds">Per round, one measurement per contender.</param>
internal sealed record Comparison(BenchmarkCase Case, IReadOnlyList<Contender> Contenders, IReadOnlyList<IReadOnlyList<Measured>> Rounds)
{
    // Float32, summed in other orders.
    private const double Tolerance = 2e-3;

    /// <summary>Measures in turns: a machine that slows down for a while does so for all.</summary>
    /// <exception cref="ChildException">A measurement failed, or the contenders do not compute the same network.</exception>
    internal static Comparison Measure(
        BenchmarkCase @case, IReadOnlyList<Contender> contenders, int rounds, IReadOnlyList<string> counts, Progress progress)
    {
        var measured = new List<IReadOnlyList<Measured>>();
        for (var round = 1; round <= rounds; round++)
        {
            var turn = new List<Measured>();
            foreach (var contender in contenders)
            {
                progress.Begin($"{@case.Name}, round {round} of {rounds}, {contender.Name}");
                turn.Add(contender.Measure(@case, counts));
                Progress.End(turn[^1]);
                RequireSameNetwork(contenders[0], turn[0], contender, turn[^1]);
            }

            measured.Add(turn);
        }

        return new(@case, contenders, measured);
    }

    /// <summary>A contender's figure over the rounds.</summary>
    internal Spread Of(int contender, Func<Measured, double> figure) => Spread.Of(Rounds.Select(round => figure(round[contender])));

    /// <summary>One contender's figure over another's, round by round.</summary>
    internal Spread Ratio(int over, int under, Func<Measured, double> figure) =>
        Spread.Of(Rounds.Select(round => figure(round[over]) / figure(round[under])));

    private static void RequireSameNetwork(Contender first, Measured one, Contender second, Measured other)
    {
        if (one.Parameters != other.Parameters)
        {
            throw Differ("a number of parameters of", one.Parameters, other.Parameters);
        }

        // Written so that what is not a number fails, too.
        if (!(Math.Abs(one.LossBefore - other.LossBefore) <= Tolerance * Math.Abs(one.LossBefore)))
        {
            throw Differ("a loss before the first step of", one.LossBefore, other.LossBefore);
        }

        ChildException Differ(string what, double of, double than) =>
            new($"not the same network: {first.Name} has {what} {of}, {second.Name} {than}");
    }
}
