namespace Espalier.Evaluation;

/// <summary>Holds a module and its parts in evaluation mode; disposing it puts each part back in the mode it was in.</summary>
public sealed class EvaluationMode : IDisposable
{
    private readonly (Module Part, bool Training)[] before;

    /// <summary>Switches <paramref name="module"/> to evaluation mode.</summary>
    public EvaluationMode(Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        before = [.. module.modules().Select(part => (part, part.training))];
        module.eval();
    }

    /// <summary>Puts the modes back.</summary>
    public void Dispose()
    {
        // Outermost first: a part's own mode then has the last word over that of the whole.
        foreach (var (part, training) in before)
        {
            part.train(training);
        }
    }
}
