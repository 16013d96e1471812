using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Espalier.Cli.Options;
using Espalier.Cli.Output;
using Espalier.Estimators.ZeroCost;
using Espalier.Spaces;
using Espalier.Studies;

namespace Espalier.Cli.Commands;

/// <summary><c>score</c>: zero-cost proxies of untrained networks.</summary>
internal sealed class ScoreCommand
{
    private readonly Option<string?> genotype = Given.Text("--genotype", "G", $"instead of a sample, one genotype: {GenotypeSource.Help}");
    private readonly ScoringChoices scoring = new("all");
    private readonly Option<bool> json = Given.Flag("--json", "print one JSON document");

    internal static Command Create()
    {
        var own = new ScoreCommand();
        var command = new Command("score", "Score untrained networks with zero-cost proxies.") { own.genotype };
        own.scoring.AddTo(command);
        command.Add(own.json);
        command.SetAction(own.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var names = scoring.Names(parsed) ?? ScoringChoices.Everything;
        var (genotypes, owner) = Genotypes(parsed);
        var choice = scoring.Sample(parsed) is { } count ? $"{count} drawn" : genotypes[0].Text;
        var (scored, _) = scoring.Score(parsed, owner, names, genotypes, choice);
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

    private (Genotype[] Genotypes, ISearchSpace Space) Genotypes(ParseResult parsed)
    {
        if (parsed.GetValue(genotype) is null == scoring.Sample(parsed) is null)
        {
            throw new InvalidInputException("--genotype, --sample", "one of the two is needed", "give one of them");
        }

        if (scoring.Sample(parsed) is { } count)
        {
            return scoring.Draw(parsed, count);
        }

        var (only, its) = GenotypeSource.Read(parsed.GetValue(genotype), scoring.Space(parsed));
        return ([only], its);
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
