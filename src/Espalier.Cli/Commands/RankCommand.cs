using System.CommandLine;
using Espalier.Cli.Options;
using Espalier.Cli.Ranks;
using Espalier.Estimators;
using Espalier.Estimators.Tables;
using Espalier.Estimators.ZeroCost;
using Espalier.Spaces;

namespace Espalier.Cli.Commands;

/// <summary><c>rank</c>: candidates in the order of what they score untrained, with their sizes beside.</summary>
internal sealed class RankCommand
{
    private const string Sources = "--sample, --genotype, --scores";
    private static readonly string[] UsualProxies = ["naswot", "synflow"];

    private readonly Option<string[]> genotypes = new("--genotype")
    {
        Description = $"candidates, two at least, the option once for each: {GenotypeSource.Help}",
        HelpName = "G",
    };

    private readonly Option<string?> scores = Given.Text(
        "--scores", "FILE", "candidates that 'score --out FILE' scored; nothing is scored again");
    private readonly ScoringChoices scoring = new($"{string.Join(',', UsualProxies)}; of --scores: all in the file");
    private readonly Option<RankRule?> by = Given.Choice<RankRule>(
        "--by",
        "several proxies together: by the mean of a candidate's ranks (default), or by vote: of two candidates most proxies decide which goes "
        + "before");

    private readonly Option<int?> top = Given.Whole("--top", "show the first N (default 20; 0 = all)", 0);
    private readonly Option<string?> against = Given.Text(
        "--against",
        "COLUMN",
        "say how well each ranking agrees with a column of the space's table (default where --tables is given: cifar10.test.200)");

    private readonly Option<string?> tables = Given.Text("--tables", "DIR", $"the folder that holds the tables (default: {TablesFolder.Variable})");
    private readonly Option<bool> json = Given.Flag("--json", "print one JSON document, with all candidates");

    internal static Command Create()
    {
        var own = new RankCommand();
        var command = new Command(
            "rank",
            "Rank candidates by zero-cost proxies, with parameters and multiply-accumulates beside, which many proxies do not beat. Candidates are a "
            + "sample of a space, genotypes, or what 'score' wrote. Where a table knows them, each ranking is held against it.")
        {
            own.genotypes, own.scores,
        };
        own.scoring.AddTo(command);
        foreach (var option in new Option[] { own.by, own.top, own.against, own.tables, own.json })
        {
            command.Add(option);
        }

        command.SetAction(own.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var given = parsed.GetValue(genotypes) ?? [];
        bool[] sources = [given.Length > 0, scoring.Sample(parsed) is not null, parsed.GetValue(scores) is not null];
        if (sources.Count(source => source) != 1)
        {
            throw new InvalidInputException(Sources, "one of the three is needed", "say by one of them which candidates are meant");
        }

        var (candidates, known) = parsed.GetValue(scores) is { } file ? Load(parsed, file) : Score(parsed, given);
        var ranking = Ranking.Of(candidates, parsed.GetValue(by) ?? RankRule.Mean, known);
        if (parsed.GetValue(json))
        {
            Console.Out.WriteLine(ranking.ToJson());
        }
        else
        {
            RankSheet.Print(ranking, parsed.GetValue(top) ?? 20);
        }

        return ExitCode.Done;
    }

    private (Candidates Candidates, (ITabularBenchmark Table, TableColumn Column)? Known) Score(ParseResult parsed, string[] given)
    {
        var names = scoring.Names(parsed) ?? UsualProxies;
        var (chosen, space) = scoring.Sample(parsed) is { } count ? scoring.Draw(parsed, count) : Read(given, scoring.Space(parsed));
        CheckCount(chosen.Length);

        // Before anything is scored: a table that is not there should not cost the scores of thousands.
        var known = Known(parsed, space);
        var choice = given.Length > 0 ? string.Join(' ', chosen.Select(genotype => genotype.Text)) : $"{chosen.Length} drawn";
        var (scored, settings) = scoring.Score(parsed, space, names, chosen, choice);
        return (new(space, settings, names, chosen, scored), known);
    }

    private (Candidates Candidates, (ITabularBenchmark Table, TableColumn Column)? Known) Load(ParseResult parsed, string file)
    {
        if (scoring.WhatDecides(parsed) is { } idle)
        {
            throw new InvalidInputException($"{idle}, --scores", "a file of scores has what decided them in it", $"leave out {idle}");
        }

        var (terms, scored) = ScoreFile.Load(file);
        CheckCount(scored.Count);
        var names = scoring.Names(parsed) ?? [.. terms.Proxies];
        if (names.Except(terms.Proxies).ToArray() is { Length: > 0 } missing)
        {
            throw new InvalidInputException(
                $"--proxy {string.Join(",", missing)}",
                $"{file} has scores of {string.Join(", ", terms.Proxies)}",
                "name some of these, or score again");
        }

        var space = Flow.SpaceOf(terms.Space);
        Genotype[] chosen = [.. scored.Select(one => space.Parse(one.Genotype, $"{file}, genotype {one.Number}"))];
        return (new(space, terms.Settings(), names, chosen, scored), Known(parsed, space));
    }

    private (ITabularBenchmark Table, TableColumn Column)? Known(ParseResult parsed, ISearchSpace space) =>
        (parsed.GetValue(against) ?? parsed.GetValue(tables)) is not null
            ? SpaceTables.Column(space, parsed.GetValue(tables), parsed.GetValue(against))
            : null;

    private static (Genotype[] Genotypes, ISearchSpace Space) Read(string[] given, string? named)
    {
        var (first, space) = GenotypeSource.Read(given[0], named);
        Genotype[] read = [first, .. given.Skip(1).Select(one => GenotypeSource.Read(one, space.Name).Genotype)];
        return read.Distinct().Count() == read.Length
            ? (read, space)
            : throw new InvalidInputException("--genotype", "a candidate is there twice", "name each once");
    }

    private static void CheckCount(int count)
    {
        if (count < 2)
        {
            throw new InvalidInputException(Sources, "a single candidate has no rank", "give two at least");
        }
    }
}
