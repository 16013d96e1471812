using System.CommandLine;
using System.Text.Json;
using Espalier.Cli.Options;
using Espalier.Cli.Output;
using Espalier.Studies;

namespace Espalier.Cli.Commands;

/// <summary><c>reproduce</c>: a finished run again, and whether it comes to the same.</summary>
internal sealed class ReproduceCommand
{
    private readonly Argument<string> folder = new("dir") { Description = "the folder of a finished run", HelpName = "DIR" };
    private readonly Option<string?> data = Given.Text("--data", "D", "where the run's data is now (default: where it was)");
    private readonly Option<string?> output = Given.Text(
        "--out", "DIR", "keep the second run here (default: a temporary folder, which is deleted)");

    private readonly Option<bool> searchOnly = Given.Flag(
        "--search-only", "run and compare the search alone: genotype, counts, objectives; not the training, and no hash");

    private readonly Option<bool> json = Given.Flag("--json", "print one JSON document");

    internal static Command Create()
    {
        var own = new ReproduceCommand();
        var command = new Command(
            "reproduce",
            "Run a finished run again from its settings and seed, and compare hash, genotype, objectives, accuracies and weights; "
            + "exit code 0 where all are the same, 1 where not.")
        {
            own.folder, own.data, own.output, own.searchOnly, own.json,
        };
        command.SetAction(own.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var found = Interruption.Guard(
            token => Watching.Run(watch => Reproduction.Of(
                parsed.GetValue(folder)!,
                watch(string.Empty),
                token,
                parsed.GetValue(output),
                parsed.GetValue(data),
                parsed.GetValue(searchOnly))),
            $"interrupted; the run itself is as it was; begin again with: {CommandText.Of(parsed)}");
        if (parsed.GetValue(json))
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(found, StudyJson.Document));
        }
        else
        {
            ReproductionSheet.Print(found);
        }

        return found.Reproduced ? ExitCode.Done : ExitCode.NotReproduced;
    }
}
