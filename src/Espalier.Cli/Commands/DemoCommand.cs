using System.CommandLine;
using Espalier.Cli.Demo;
using Espalier.Cli.Options;
using Espalier.Cli.Output;
using Espalier.Cli.Studies;

namespace Espalier.Cli.Commands;

/// <summary><c>demo</c>: the main job on real data in minutes.</summary>
internal sealed class DemoCommand
{
    private static readonly string DefaultFolder = Path.Combine("runs", "demo");
    private readonly Option<string?> output = Given.Text("--out", "DIR", "where it goes (default runs/demo)");
    private readonly Option<string?> store = StudyPlace.Option("where its runs are recorded (default: study.db in its folder)");
    private readonly Option<bool> resume = Given.Flag("--resume", "go on with an interrupted demo (as a plain demo does, too)");
    private readonly Option<bool> fresh = Given.Flag("--fresh", "begin anew even if an interrupted demo lies there");
    private readonly Option<ulong?> seed = Given.Seed();
    private readonly Option<bool> json = Given.Flag("--json", "print the table as one JSON document and nothing else on standard output");

    internal static Command Create()
    {
        var own = new DemoCommand();
        var command = new Command(
            "demo",
            "Search Fashion-MNIST with E2RNAS, DARTS and random search at one budget, train and attack each winner alike, print a table.")
        {
            own.output, own.store, own.resume, own.fresh, own.seed, own.json,
        };
        command.SetAction(own.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var root = parsed.GetValue(output) ?? DefaultFolder;
        var study = new DemoStudy(root, DemoSettings.Runs, StudyPlace.Read(parsed, store));
        var runs = study.Prepare(parsed.GetValue(seed), parsed.GetValue(resume), parsed.GetValue(fresh), Console.Error.WriteLine);
        var again = root == DefaultFolder ? CommandText.Of("demo") : CommandText.Of("demo", "--out", root);
        var table = Interruption.Guard(
            token => Watching.Run(watch => study.Run(runs, CommandText.Of(parsed), watch, token)),
            $"interrupted, the state is saved; go on with: {again}");
        if (parsed.GetValue(json))
        {
            Console.Out.WriteLine(table.ToJson());
        }
        else
        {
            table.Print(runs[0].Epsilon, runs[0].PgdSteps);
            Console.Out.WriteLine($"saved as {study.Table}; each run with its network is in a folder beside it");
        }

        return ExitCode.Done;
    }
}
