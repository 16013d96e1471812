using Espalier.Data;
using Espalier.Estimators.ZeroCost;
using Espalier.Spaces;
using Espalier.Spaces.NasBench201;

namespace Espalier.Tests.Estimators.ZeroCost;

public sealed class ScoringTests : IDisposable
{
    private static readonly string[] Proxies = ["synflow", "snip", "naswot"];
    private static readonly NasBench201Space Space = new();
    private readonly string file = Path.Combine(Path.GetTempPath(), $"scores-{Guid.NewGuid():N}.jsonl");
    private readonly Genotype[] genotypes = [.. Space.All().Skip(7000).Take(6)];

    private static ScoringTerms Terms { get; } = new()
    {
        Space = Space.Name,
        Proxies = Proxies,
        Data = "tiny",
        Network = "small",
        Batch = 4,
        Seed = 3,
        Genotypes = "6 drawn",
    };

    [Fact]
    public void Scores_do_not_depend_on_threads()
    {
        using var scorer = Scorer();
        var scoring = new Scoring(scorer, Proxies, TimeProvider.System);

        var (one, three) = (scoring.Run(genotypes, threads: 1), scoring.Run(genotypes, threads: 3));

        Assert.Equal(genotypes.Select(genotype => genotype.Text), three.Select(scored => scored.Genotype));
        Assert.All(one.Zip(three), pair => Assert.Equal(pair.First.Scores, pair.Second.Scores));
    }

    [Fact]
    public void What_was_interrupted_is_gone_on_with()
    {
        using var scorer = Scorer();
        var scoring = new Scoring(scorer, Proxies, TimeProvider.System);
        using var stop = new CancellationTokenSource();
        using (var begun = ScoreFile.Open(file, Terms))
        {
            Assert.Throws<OperationCanceledException>(() => scoring.Run(genotypes, 1, begun, done => Stop(stop, done == 2), stop.Token));
        }

        // As if the process had been killed within a line.
        File.AppendAllText(file, "{\"number\":4,\"genot");
        var told = new List<int>();
        using (var resumed = ScoreFile.Open(file, Terms))
        {
            Assert.Equal(2, resumed.Known.Count);
            Assert.All(scoring.Run(genotypes, 1, resumed, told.Add).Zip(scoring.Run(genotypes)), pair =>
                Assert.Equal(pair.First.Scores, pair.Second.Scores));
        }

        Assert.Equal([3, 4, 5, 6], told);
        Assert.Equal(1 + genotypes.Length, File.ReadAllLines(file).Length);
    }

    [Fact]
    public void What_layers_add_is_written_down_where_it_is_asked_for()
    {
        using var scorer = Scorer();
        using (var begun = ScoreFile.Open(file, Terms with { Layers = true }))
        {
            new Scoring(scorer, Proxies, TimeProvider.System, layers: true).Run(genotypes, file: begun);
        }

        var (_, scored) = ScoreFile.Load(file);

        Assert.All(scored, one => Assert.Equal(["snip", "synflow"], one.Layers!.Keys.Order()));
        Assert.All(scored, one => Assert.Equal(one.Scores["snip"]!.Value, one.Layers!["snip"].Sum(), 1e-9));
        Assert.Contains("layers", Assert.Throws<InvalidInputException>(() => ScoreFile.Open(file, Terms)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_other_scores_is_refused()
    {
        ScoreFile.Open(file, Terms).Dispose();

        var fault = Assert.Throws<InvalidInputException>(() => ScoreFile.Open(file, Terms with { Seed = 4 }));

        Assert.Contains("another seed", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_read_by_who_did_not_write_it()
    {
        using var scorer = Scorer();
        IReadOnlyList<ScoredGenotype> written;
        using (var begun = ScoreFile.Open(file, Terms))
        {
            written = new Scoring(scorer, Proxies, TimeProvider.System).Run(genotypes, threads: 2, begun);
        }

        var (terms, scored) = ScoreFile.Load(file);

        Assert.Equal(("tiny", "small", 3ul), (terms.Data, terms.Network, terms.Seed));
        Assert.Equal(written.Select(one => (one.Number, one.Genotype)), scored.Select(one => (one.Number, one.Genotype)));
        Assert.All(written.Zip(scored), pair => Assert.Equal(pair.First.Scores, pair.Second.Scores));
        Refuses("there is no such file", file + ".absent");
        File.WriteAllText(file, string.Empty);
        Refuses("holds no scores", file);

        static void Refuses(string words, string path) =>
            Assert.Contains(words, Assert.Throws<InvalidInputException>(() => ScoreFile.Load(path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no json\n")]
    [InlineData("{\"space\":\"darts\"}\n")]
    [InlineData("[]\n")]
    public void What_is_no_score_file_is_refused(string content)
    {
        File.WriteAllText(file, content);

        var fault = Assert.Throws<InvalidInputException>(() => ScoreFile.Open(file, Terms));

        Assert.Contains(file, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_images_are_refused()
    {
        var fault = Assert.Throws<InvalidInputException>(() => Scorer(batch: 20));

        Assert.Contains("--batch", fault.Message, StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(file);

    private static void Stop(CancellationTokenSource stop, bool now)
    {
        if (now)
        {
            stop.Cancel();
        }
    }

    private static ZeroCostScorer Scorer(int batch = 4)
    {
        var random = new SeededRandom(2);
        var pixels = new byte[24 * 64];
        random.NextBytes(pixels);
        var images = new ImageSet(
            "tiny", new ImageShape(1, 8, 8), ["one", "other"], pixels, [.. Enumerable.Range(0, 24).Select(i => (byte)(i % 2))]);
        var settings = new NetworkSettings
        {
            Channels = 2,
            Cells = 3,
            Input = images.Shape,
            Classes = 2,
            Statistics = ChannelStatistics.Of(images),
        };
        return new ZeroCostScorer(Space, settings, images, batch, 3);
    }
}
