namespace Espalier.Evaluation;

/// <summary>What an evaluation was asked for. Two that are asked for the same come to the same.</summary>
public interface IEvaluationRequest
{
    /// <summary>The checksum of the network's weights.</summary>
    string Model { get; }
}

/// <summary>An evaluation, ended or under way, as a file has it.</summary>
/// <typeparam name="TRequest">What it was asked for.</typeparam>
public interface IEvaluationRecord<out TRequest>
    where TRequest : IEvaluationRequest
{
    /// <summary>What it was asked for.</summary>
    TRequest Request { get; }

    /// <summary>Whether the numbers fit each other: a file may have been changed.</summary>
    bool IsSound();
}
