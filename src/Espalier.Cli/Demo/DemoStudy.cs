using Espalier.Studies;
using Espalier.Studies.Store;

namespace Espalier.Cli.Demo;

/// <summary>The demo as a whole: decides between going on and beginning anew, does its runs one by one, and saves the table.</summary>
/// <param name="root">Its folder.</param>
/// <param name="offered">The runs for a seed.</param>
/// <param name="store">Where its runs are recorded; null: all in one store in the folder.</param>
internal sealed class DemoStudy(string root, Func<ulong, IReadOnlyList<FlowSettings>> offered, StoreAddress? store = null)
{
    private const ulong DefaultSeed = 1;
    private readonly DemoFolder folder = new(root);

    /// <summary>Where the table is once all runs are done.</summary>
    internal string Table => folder.Table;

    /// <summary>The runs to do. Those of an interrupted demo are gone on with; else the folder is cleared.</summary>
    /// <param name="seed">Null: that of the interrupted demo, else 1.</param>
    /// <param name="mustResume">Whether to refuse to begin anew.</param>
    /// <param name="fresh">Whether to begin anew in any case.</param>
    /// <param name="tell">Is told what was decided where an interrupted demo was found.</param>
    /// <exception cref="InvalidInputException">What was asked for does not fit what lies in the folder.</exception>
    internal IReadOnlyList<FlowSettings> Prepare(ulong? seed, bool mustResume, bool fresh, Action<string> tell)
    {
        if (mustResume && fresh)
        {
            throw new InvalidInputException("--resume, --fresh", "are both given", "give one of them");
        }

        var wanted = offered(seed ?? DefaultSeed);
        if (!folder.IsInterrupted(wanted))
        {
            return mustResume ? throw new InvalidInputException(root, "holds no interrupted demo", "leave --resume out") : Cleared(wanted);
        }

        if (fresh)
        {
            return Cleared(wanted);
        }

        var begun = offered(seed ?? folder.Seed(wanted));
        if (folder.Matches(begun))
        {
            tell($"going on with the interrupted demo in {root} (--fresh begins anew)");
            return begun;
        }

        if (mustResume || seed is not null)
        {
            throw new InvalidInputException(
                root, "holds an interrupted demo with another seed or other settings", "give --fresh to begin anew");
        }

        tell($"the interrupted demo in {root} had other settings; it begins anew");
        return Cleared(wanted);
    }

    /// <summary>Does what is left of the runs, and saves the table.</summary>
    /// <param name="runs">What <see cref="Prepare"/> gave.</param>
    /// <param name="command">The command, for the record.</param>
    /// <param name="watch">Makes an observer; its argument goes before the names of the stages.</param>
    /// <param name="cancellation">Looked at between steps.</param>
    internal DemoTable Run(
        IReadOnlyList<FlowSettings> runs, string command, Func<string, IFlowObserver> watch, CancellationToken cancellation)
    {
        var rows = runs.Select(run => DemoRow.Of(Finish(run with { Command = command }, watch($"{run.Method} "), cancellation))).ToArray();
        var table = new DemoTable(rows, runs[0].Seed, RunEnvironment.Capture(runs[0].Threads), command);
        folder.Save(table);
        return table;
    }

    private IReadOnlyList<FlowSettings> Cleared(IReadOnlyList<FlowSettings> runs)
    {
        folder.Clear(runs);
        return runs;
    }

    private RunResult Finish(FlowSettings run, IFlowObserver observer, CancellationToken cancellation) => folder.IsBegun(run)
        ? Flow.Resume(folder.Run(run), observer, cancellation)
        : Flow.Start(run, folder.Run(run), observer, cancellation, replace: true, store: store ?? StoreAddress.In(root));
}
