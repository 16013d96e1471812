using Espalier.Catalog;
using Espalier.Conformance.Searches;
using Espalier.Estimators.ZeroCost;
using Espalier.Spaces;

namespace Espalier.Conformance.Proxies;

/// <summary>One row per zero-cost proxy and space: scores of drawn genotypes on a tiny set.</summary>
public sealed class ProxyTests
{
    private const int Genotypes = 3;

    public static TheoryData<string, string> Proxies
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var entry in MethodCatalog.Of<IZeroCostProxy>().Entries)
            {
                foreach (var space in MethodCatalog.Of<ISearchSpace>().Entries)
                {
                    rows.Add(entry.Card.Name, space.Card.Name);
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Proxies))]
    public void A_seed_decides_scores_and_nothing_outlives_them(string name, string space)
    {
        var ledger = new TensorLedger();

        var (one, two) = (Scores(name, space), Scores(name, space));

        Assert.Equal(one, two);
        Assert.Contains(one, score => score is not null);
        Assert.All(one.OfType<double>(), score => Assert.True(double.IsFinite(score)));
        Assert.Null(ledger.Fault);
    }

    private static double?[] Scores(string name, string space)
    {
        var owner = Flow.SpaceOf(space);
        using var scorer = new ZeroCostScorer(owner, TinyProblem.Settings, TinyProblem.Data.Train, 4, 5);
        var random = new SeededRandom(9);
        return [.. Enumerable.Range(0, Genotypes).Select(_ => scorer.Score(ZeroCostScorer.Find(name), owner.Sample(random)).Value)];
    }
}
