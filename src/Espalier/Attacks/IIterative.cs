namespace Espalier.Attacks;

/// <summary>A method with a number of steps, which may follow its name: <c>pgd-20</c>.</summary>
public interface IIterative
{
    /// <summary>Gradient steps, queries, or replays of a batch.</summary>
    int Steps { get; }
}
