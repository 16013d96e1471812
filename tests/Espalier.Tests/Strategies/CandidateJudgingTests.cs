using Espalier.Estimators;
using Espalier.Spaces;
using Espalier.Strategies;
using Espalier.Tests.Data;
using Espalier.Tests.Strategies.Gradient;

namespace Espalier.Tests.Strategies;

public sealed class CandidateJudgingTests
{
    private static readonly Candidate[] Candidates =
        [.. new[] { "1111111111", "2222222222", "3333333333" }.Select(text => new Candidate(new SmallSpace.Choice(text), CandidateOrigin.Bound))];

    [Fact]
    public void An_interrupted_judging_goes_on_where_it_was_and_ends_alike()
    {
        using var folder = new TempFolder();
        using var stop = new CancellationTokenSource();
        var (straight, broken) = (Path.Combine(folder.Path, "straight"), Path.Combine(folder.Path, "broken"));
        var (whole, first, rest) = (new Scripted(), new Scripted(), new Scripted());
        var expected = new CandidateJudging(whole, 5, straight).Run(Candidates, null, null, CancellationToken.None);

        Assert.Throws<OperationCanceledException>(
            () => new CandidateJudging(first, 5, broken).Run(Candidates, progress => Stop(progress.Done), null, stop.Token));
        var told = new List<long>();
        var found = new CandidateJudging(rest, 5, broken).Run(Candidates, progress => told.Add(progress.Done), null, CancellationToken.None);

        Assert.Equal(expected, found);
        Assert.Equal(whole.Judged, first.Judged.Concat(rest.Judged));
        Assert.Equal((2, 1), (first.Judged.Count, rest.Judged.Count));
        Assert.Equal([3L], told);
        Assert.Equal(3, whole.Judged.Select(judged => judged.Seed).Distinct().Count());

        void Stop(long done)
        {
            if (done == 2)
            {
                stop.Cancel();
            }
        }
    }

    [Fact]
    public void A_checkpoint_of_other_candidates_is_refused()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "candidates");
        new CandidateJudging(new Scripted(), 5, path).Run(Candidates, null, null, CancellationToken.None);

        var fault = Assert.Throws<InvalidInputException>(
            () => new CandidateJudging(new Scripted(), 5, path).Run(Candidates[1..], null, null, CancellationToken.None));

        Assert.Contains("other candidates", fault.Message, StringComparison.Ordinal);
    }

    private sealed class Scripted : IEstimator
    {
        public List<(string Genotype, ulong Seed)> Judged { get; } = [];

        public TrialOutcome Judge(Genotype genotype, ulong seed, CancellationToken cancellation)
        {
            Judged.Add((genotype.Text, seed));
            return new TrialOutcome { Accuracy = new SeededRandom(seed).NextDouble(), RobustAccuracy = 0.125, Params = genotype.Text[0] };
        }
    }
}
