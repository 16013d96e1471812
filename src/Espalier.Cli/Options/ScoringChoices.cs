using System.CommandLine;
using System.CommandLine.Parsing;
using Espalier.Catalog;
using Espalier.Cli.Output;
using Espalier.Data;
using Espalier.Estimators.ZeroCost;
using Espalier.Spaces;
using Espalier.Spaces.Darts;

namespace Espalier.Cli.Options;

/// <summary>Which networks are scored, by which proxies, and what decides the scores: options of every command that scores.</summary>
internal sealed class ScoringChoices
{
    private const string UsualData = "fashion-mnist";

    private readonly Option<string?> proxy;
    private readonly Option<int?> sample = Given.Whole("--sample", "N distinct genotypes drawn from the space", 1);
    private readonly Option<string?> space = Given.Text("--space", "S", "the search space (default darts)");
    private readonly Option<string?> data = Given.Text("--data", "D", $"whose training images are looked at (default {UsualData})");
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

    private readonly Option<bool> layers = Given.Flag("--layers", "write what each layer adds to --out, too, where a score is a sum over layers");
    private readonly DataChoices reading = new();

    /// <param name="proxies">Which proxies are meant where none is named, for the help.</param>
    internal ScoringChoices(string proxies) =>
        proxy = Given.Text("--proxy", "P[,P...]", $"the proxies, parted by commas (default: {proxies}; see './espalier list proxies')");

    internal void AddTo(Command command)
    {
        Option[] own = [proxy, sample, space, data, batch, channels, cells, stemStride, seed, threads, output, layers];
        foreach (var option in own.Concat(reading.All))
        {
            command.Add(option);
        }
    }

    /// <summary>How many are drawn; null: none.</summary>
    internal int? Sample(ParseResult parsed) => parsed.GetValue(sample);

    /// <summary>The space that was named; null: none was.</summary>
    internal string? Space(ParseResult parsed) => parsed.GetValue(space);

    /// <summary>An option that was given and decides scores; null: none was.</summary>
    internal string? WhatDecides(ParseResult parsed) => new Option[] { sample, space, data, batch, channels, cells, stemStride, seed, output, layers }
        .Concat(reading.All)
        .FirstOrDefault(option => parsed.GetResult(option) is OptionResult { Implicit: false })?.Name;

    /// <summary>The names of the proxies; null where none is named.</summary>
    /// <exception cref="InvalidInputException">There is none of a name, or one is named twice.</exception>
    internal string[]? Names(ParseResult parsed)
    {
        if (parsed.GetValue(proxy) is not { } given)
        {
            return null;
        }

        var names = given.Split(',', StringSplitOptions.TrimEntries);
        Array.ForEach(names, name => ZeroCostScorer.Find(name));
        return names.Distinct().Count() == names.Length
            ? names
            : throw new InvalidInputException($"--proxy '{given}'", "names a proxy twice", "name each once");
    }

    /// <summary>Different genotypes drawn from the space.</summary>
    /// <exception cref="InvalidInputException">The space has fewer.</exception>
    internal (Genotype[] Genotypes, ISearchSpace Space) Draw(ParseResult parsed, int count)
    {
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

    /// <summary>Scores genotypes, or goes on with the file that was begun with them.</summary>
    /// <param name="parsed">What the user gave.</param>
    /// <param name="owner">Their space.</param>
    /// <param name="names">The proxies.</param>
    /// <param name="genotypes">The genotypes.</param>
    /// <param name="choice">What the file says of which they are.</param>
    /// <returns>Them in their order, and the size of the networks.</returns>
    internal (IReadOnlyList<ScoredGenotype> Scored, NetworkSettings Settings) Score(
        ParseResult parsed, ISearchSpace owner, string[] names, Genotype[] genotypes, string choice)
    {
        var source = parsed.GetValue(data) ?? UsualData;
        var images = DataCatalog.Load(source, new DataRequest { Options = reading.Options(parsed) }).Train;
        var sizes = Presets.SizesOf(owner, RunScale.Paper).Search;
        var settings = new NetworkSettings
        {
            Channels = parsed.GetValue(channels) ?? sizes.Channels,
            Cells = parsed.GetValue(cells) ?? sizes.Cells,
            Input = images.Shape,
            Classes = images.Classes,
            StemStride = parsed.GetValue(stemStride) ?? 1,
            Statistics = ChannelStatistics.Of(images),
        };
        var terms = new ScoringTerms
        {
            Space = owner.Name,
            Proxies = names,
            Data = source,
            Network = ScoringTerms.NetworkText(settings),
            Batch = parsed.GetValue(batch) ?? 64,
            Seed = parsed.GetValue(seed) ?? 1,
            Genotypes = choice,
            Layers = parsed.GetValue(layers),
        };
        using var scorer = new ZeroCostScorer(owner, settings, images, terms.Batch, terms.Seed);
        using var file = parsed.GetValue(output) is { } path ? ScoreFile.Open(path, terms) : null;
        var scored = Interruption.Guard(
            token => Watching.Run(watch =>
            {
                var observer = watch(string.Empty);
                observer.Begin("score", $"{genotypes.Length} networks with {names.Length} proxies");
                return new Scoring(scorer, names, TimeProvider.System, terms.Layers).Run(
                    genotypes,
                    parsed.GetValue(threads) ?? Environment.ProcessorCount,
                    file,
                    done => observer.Progress(done, genotypes.Length, "networks", done == genotypes.Length),
                    token);
            }),
            file is null
                ? $"interrupted; begin again with: {CommandText.Of(parsed)}"
                : $"interrupted; what is ready is in {parsed.GetValue(output)}; go on with: {CommandText.Of(parsed)}");
        return (scored, settings);
    }

    /// <summary>Every proxy there is.</summary>
    internal static string[] Everything => [.. MethodCatalog.Of<IZeroCostProxy>().Entries.Select(entry => entry.Card.Name)];
}
