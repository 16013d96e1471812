using Spectre.Console;

namespace Espalier.Cli.Output;

/// <summary>Progress on a terminal: a bar per stage with the time left.</summary>
/// <param name="context">Spectre's.</param>
/// <param name="console">Where warnings go, above the bars.</param>
/// <param name="who">What goes before the stages' names.</param>
internal sealed class LiveProgress(ProgressContext context, IAnsiConsole console, string who) : IFlowObserver
{
    private ProgressTask? task;
    private string stage = string.Empty;

    public void Begin(string stage, string detail)
    {
        task?.StopTask();
        this.stage = who + stage;
        task = context.AddTask(Label(detail));
    }

    public void Progress(long done, long total, string text, bool milestone)
    {
        if (task is null)
        {
            return;
        }

        task.MaxValue = total;
        task.Value = done;
        task.Description = Label(text);
    }

    public void Warn(string text) => console.MarkupLineInterpolated($"[yellow]warning:[/] {text}");

    private string Label(string text) => $"[bold]{Markup.Escape(stage)}[/] {Markup.Escape(text)}";
}
