using Spectre.Console;

namespace Espalier.Cli.Output;

/// <summary>Lets somebody watch a run on standard error: bars that disappear at the end on a terminal, else quiet lines.</summary>
internal static class Watching
{
    /// <param name="work">Is given an observer per part; its argument goes before the names of the stages.</param>
    internal static T Run<T>(Func<Func<string, IFlowObserver>, T> work) => Terminal.ErrorIsLive
        ? Terminal.Error.Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn())
            .Start(context => work(who => new LiveProgress(context, Terminal.Error, who)))
        : work(who => new PlainProgress(Console.Error, TimeProvider.System, who));
}
