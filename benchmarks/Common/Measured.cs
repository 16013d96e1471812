namespace Benchmarks;

/// <summary>What a process that measured says, in either language.</summary>
/// <param name="Seconds">Each step's time.</param>
/// <param name="PeakRssMiB">The largest resident memory of the process up to the last step.</param>
/// <param name="Parameters">Trained numbers of the network.</param>
/// <param name="LossBefore">Before the first step; the same for all who compute the same network.</param>
/// <param name="LossAfter">After the last step; not the same where a step draws at random.</param>
internal sealed record Measured(IReadOnlyList<double> Seconds, double PeakRssMiB, long Parameters, double LossBefore, double LossAfter)
{
    internal double Median => Spread.Of(Seconds).Median;
}
