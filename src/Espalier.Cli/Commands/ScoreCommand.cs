using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Espalier.Catalog;
using Espalier.Cli.Options;
using Espalier.Cli.Output;
using Espalier.Data;
using Espalier.Estimators.ZeroCost;
using Espalier.Spaces;
using Espalier.Spaces.Darts;
using Espalier.Studies;

namespace Espalier.Cli.Commands;

/// <summary><c>score</c>: zero-cost proxies of untrained networks.</summary>
internal sealed class ScoreCommand
{
    private readonly Option<string?> proxy = Given.Text(
        "--proxy", "P[,P...]", "the proxies, parted by commas (default: all; see './espalier list proxies')");

    private readonly Option<string?> genotype = Given.Text("--genotype", "G", GenotypeSource.Help);
    private readonly Option<int?> sample = Given.Whole("--sample", "instead of one genotype, N distinct ones drawn from the space", 1);
    private readonly Option<string?> space = Given.Text("--space", "S", "the search space (default darts)");
    private readonly Option<string?> data = Given.Text("--data", "D", "whose training images are looked at (default fashion-mnist)");
    private readonly Option<int?> batch = Given.Whole("--batch", "images of a batch (default 64)", 2);
    private readonly Option<int?> channels = Given.Whole(
        "--channels", "channels of the first cells (default: what the space is published with for searches)", 1);

    private readonly Option<int?> cells = Given.Whole("--cells", "cells (default: likewise)", 3);
    private readonly Option<int?> stemStride = Given.Whole("--stem-stride", "stride of the first convolution, 1 (default) or 2", 1, 2);
    private readonly Option<ulong?> seed = Given.Seed();
    private readonly Option<int?> threads = Given.Whole(
        "--threads", "networks scored at once (default: one for each processor); no score depends on it", 1);

    private readonly Option<string?> output = Given.Text(
        "--out", "FILE", "write each genotype's scores down as a line of JSON; begun again with the same file, the command goes on with it");

    private readonly Option<bool> json = Given.Flag("--json", "print one JSON document");
    private readonly DataChoices reading = new();

    internal static Command Create()
    {
        var own = new ScoreCommand();
        var command = new Command("score", "Score untrained networks with zero-cost proxies.")
        {
            own.proxy, own.genotype, own.sample, own.space, own.data, own.batch, own.channels, own.cells, own.stemStride, own.seed,
            own.threads, own.output, own.json,
        };
        own.reading.AddTo(command);
        command.SetAction(own.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var names = Names(parsed.GetValue(proxy));
        var (genotypes, owner) = Genotypes(parsed);
        var sizes = Presets.SizesOf(owner, RunScale.Paper).Search;
        var images = DataCatalog.Load(parsed.GetValue(data) ?? "fashion-mnist", new DataRequest { Options = reading.Options(parsed) }).Train;
        var settings = new NetworkSettings
        {
            Channels = parsed.GetValue(channels) ?? sizes.Channels,
            Cells = parsed.GetValue(cells) ?? sizes.Cells,
            Input = images.Shape,
            Classes = images.Classes,
            StemStride = parsed.GetValue(stemStride) ?? 1,
            Statistics = ChannelStatistics.Of(images),
        };
        var scored = Score(parsed, owner, names, genotypes, images, settings);
        if (parsed.GetValue(json))
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(scored, StudyJson.Document));
        }
        else
        {
            Print(scored, names);
        }

        return ExitCode.Done;
    }

    private IReadOnlyList<ScoredGenotype> Score(
        ParseResult parsed, ISearchSpace owner, string[] names, Genotype[] genotypes, ImageSet images, NetworkSettings settings)
    {
        var terms = new ScoringTerms
        {
            Space = owner.Name,
            Proxies = names,
            Data = parsed.GetValue(data) ?? "fashion-mnist",
            Network = $"{settings.Channels} channels, {settings.Cells} cells, stem stride {settings.StemStride}, "
                + $"{settings.Input}, {settings.Classes} classes",
            Batch = parsed.GetValue(batch) ?? 64,
            Seed = parsed.GetValue(seed) ?? 1,
            Genotypes = parsed.GetValue(sample) is { } count ? $"{count} drawn" : genotypes[0].Text,
        };
        using var scorer = new ZeroCostScorer(owner, settings, images, terms.Batch, terms.Seed);
        using var file = parsed.GetValue(output) is { } path ? ScoreFile.Open(path, terms) : null;
        return Interruption.Guard(
            token => Watching.Run(watch =>
            {
                var observer = watch(string.Empty);
                observer.Begin("score", $"{genotypes.Length} networks with {names.Length} proxies");
                return new Scoring(scorer, names, TimeProvider.System).Run(
                    genotypes,
                    parsed.GetValue(threads) ?? Environment.ProcessorCount,
                    file,
                    done => observer.Progress(done, genotypes.Length, "networks", done == genotypes.Length),
                    token);
            }),
            file is null
                ? $"interrupted; begin again with: {CommandText.Of(parsed)}"
                : $"interrupted; what is ready is in {parsed.GetValue(output)}; go on with: {CommandText.Of(parsed)}");
    }

    private static string[] Names(string? given)
    {
        string[] names = given is null
            ? [.. MethodCatalog.Of<IZeroCostProxy>().Entries.Select(entry => entry.Card.Name)]
            : given.Split(',', StringSplitOptions.TrimEntries);
        Array.ForEach(names, name => ZeroCostScorer.Find(name));
        return names.Distinct().Count() == names.Length
            ? names
            : throw new InvalidInputException($"--proxy '{given}'", "names a proxy twice", "name each once");
    }

    private (Genotype[] Genotypes, ISearchSpace Space) Genotypes(ParseResult parsed)
    {
        if (parsed.GetValue(genotype) is null == parsed.GetValue(sample) is null)
        {
            throw new InvalidInputException("--genotype, --sample", "one of the two is needed", "give one of them");
        }

        if (parsed.GetValue(sample) is not { } count)
        {
            var (only, its) = GenotypeSource.Read(parsed.GetValue(genotype), parsed.GetValue(space));
            return ([only], its);
        }

        var owner = Flow.SpaceOf(parsed.GetValue(space) ?? DartsGenotype.SpaceName);
        if (count > owner.Count)
        {
            throw new InvalidInputException($"--sample {count}", $"the space {owner.Name} has {owner.Count} genotypes", "ask for fewer");
        }

        var random = new SeededRandom(SeededRandom.Derive(parsed.GetValue(seed) ?? 1, "sample"));
        var drawn = new List<Genotype>();
        var known = new HashSet<Genotype>();
        while (drawn.Count < count)
        {
            if (owner.Sample(random) is var next && known.Add(next))
            {
                drawn.Add(next);
            }
        }

        return ([.. drawn], owner);
    }

    private static void Print(IReadOnlyList<ScoredGenotype> scored, string[] names)
    {
        if (scored is [var only])
        {
            var sheet = new Sheet();
            foreach (var name in names)
            {
                sheet.Add(name, $"{Text(only.Scores[name])}  ({only.Milliseconds[name]:0} ms)");
            }

            sheet.Print();
            return;
        }

        Console.Out.WriteLine(string.Join('\t', names.Prepend("genotype")));
        foreach (var one in scored)
        {
            Console.Out.WriteLine(string.Join('\t', names.Select(name => Text(one.Scores[name])).Prepend(one.Genotype)));
        }
    }

    private static string Text(double? score) => score?.ToString("G6", CultureInfo.InvariantCulture) ?? "none";
}
