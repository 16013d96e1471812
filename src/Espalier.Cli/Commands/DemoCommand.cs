using System.CommandLine;
using Espalier.Cli.Demo;
using Espalier.Cli.Options;
using Espalier.Cli.Output;
using Espalier.Studies;

namespace Espalier.Cli.Commands;

/// <summary><c>demo</c>: the main job on real data in minutes.</summary>
internal sealed class DemoCommand
{
    private readonly Option<string?> output = Given.Text("--out", "DIR", "where it goes (default runs/demo)");
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
            own.output, own.resume, own.fresh, own.seed, own.json,
        };
        command.SetAction(own.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var root = parsed.GetValue(output) ?? Path.Combine("runs", "demo");
        var folder = new DemoFolder(root);
        var runs = Prepare(parsed, folder, root);
        var table = Interruption.Guard(
            token => Watching.Run(watch => new DemoTable(
                [.. runs.Select(settings => DemoRow.Of(Finish(folder, settings, watch($"{settings.Method} "), token)))],
                runs[0].Seed,
                RunEnvironment.Capture(runs[0].Threads),
                CommandText.Of(parsed))),
            $"interrupted, the state is saved; go on with: {Again(root)}");
        folder.Save(table);
        if (parsed.GetValue(json))
        {
            Console.Out.WriteLine(File.ReadAllText(folder.Table).TrimEnd());
        }
        else
        {
            table.Print(runs[0].Epsilon, runs[0].PgdSteps);
            Console.Out.WriteLine($"saved as {folder.Table}; each run with its network is in a folder beside it");
        }

        return ExitCode.Done;
    }

    /// <summary>Decides between going on and beginning anew, and clears the folder in the second case.</summary>
    private IReadOnlyList<FlowSettings> Prepare(ParseResult parsed, DemoFolder folder, string root)
    {
        var wanted = DemoSettings.Runs(parsed.GetValue(seed) ?? 1);
        var interrupted = folder.IsInterrupted(wanted);
        if (parsed.GetValue(resume) && parsed.GetValue(fresh))
        {
            throw new InvalidInputException("--resume, --fresh", "are both given", "give one of them");
        }

        if (interrupted && !parsed.GetValue(fresh))
        {
            var begun = parsed.GetValue(seed) is null ? DemoSettings.Runs(folder.Seed(wanted)) : wanted;
            if (folder.Matches(begun))
            {
                Console.Error.WriteLine($"going on with the interrupted demo in {root} (--fresh begins anew)");
                return begun;
            }

            if (parsed.GetValue(resume) || parsed.GetValue(seed) is not null)
            {
                throw new InvalidInputException(
                    root, "holds an interrupted demo with another seed or other settings", "give --fresh to begin anew");
            }

            Console.Error.WriteLine($"the interrupted demo in {root} had other settings; it begins anew");
        }
        else if (parsed.GetValue(resume))
        {
            throw new InvalidInputException(root, "holds no interrupted demo", "leave --resume out");
        }

        folder.Clear(wanted);
        return [.. wanted.Select(settings => settings with { Command = CommandText.Of(parsed) })];
    }

    private static RunResult Finish(DemoFolder folder, FlowSettings settings, IFlowObserver observer, CancellationToken cancellation) =>
        folder.IsBegun(settings)
            ? Flow.Resume(folder.Run(settings), observer, cancellation)
            : Flow.Start(settings, folder.Run(settings), observer, cancellation, replace: true);

    private static string Again(string root) =>
        root == Path.Combine("runs", "demo") ? CommandText.Of("demo") : CommandText.Of("demo", "--out", root);
}
