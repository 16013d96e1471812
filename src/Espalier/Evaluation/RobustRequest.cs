using Espalier.Attacks;

namespace Espalier.Evaluation;

/// <summary>What a robust evaluation was asked for. Two that are asked for the same come to the same.</summary>
public sealed record RobustRequest : IEvaluationRequest
{
    /// <summary>The checksum of the network's weights.</summary>
    public required string Model { get; init; }

    /// <summary>Whose test images.</summary>
    public required string Data { get; init; }

    /// <summary>How many of them, the first; at least 1.</summary>
    public required int Images { get; init; }

    /// <summary>The attack as the user named it.</summary>
    public required string Attack { get; init; }

    /// <summary>What <see cref="Epsilon"/> measures.</summary>
    public required Norm Norm { get; init; }

    /// <summary>The radius of the attacks in pixel units.</summary>
    public required double Epsilon { get; init; }

    /// <summary>The attacks in order, with every choice made.</summary>
    public required IReadOnlyList<RequestedAttack> Attacks { get; init; }

    /// <summary>What every draw derives from.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Images in a batch, at least 1: random draws depend on it.</summary>
    public required int Batch { get; init; }
}

/// <summary>An attack of a request.</summary>
/// <param name="Name">E.g. <c>pgd-20</c>.</param>
/// <param name="Steps">Gradient steps or queries.</param>
/// <param name="StepSize">The first step's length in pixel units.</param>
/// <param name="RandomStart">Whether it begins at a random point.</param>
/// <param name="Restarts">How often it is run.</param>
public sealed record RequestedAttack(string Name, int Steps, double StepSize, bool RandomStart, int Restarts)
{
    /// <summary>What a request says of an attack.</summary>
    public static RequestedAttack Of(NamedAttack given)
    {
        ArgumentNullException.ThrowIfNull(given);
        var settings = given.Attack.Settings;
        return new(given.Name, settings.Steps ?? 1, settings.StepSize ?? 0, settings.RandomStart, settings.Restarts);
    }
}
