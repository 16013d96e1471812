namespace Espalier.Costs.Devices;

/// <summary>
/// How HELP is told what kind of device it has: what the references take there on their own scale, from 0 to 1, as the distance from what
/// they take on the mean of the known devices.
/// </summary>
/// <remarks>
/// On its own scale every device has one reference at 0, one at 1, and most of the others are nearly alike too. What devices have in common
/// so is many times what tells them apart; given to a network as it is, it drowns the rest, and in a few hundred episodes nothing is learnt
/// from a description. Per reference, the mean over the known devices is therefore taken away and the rest divided by the deviation.
/// </remarks>
internal sealed class HelpDescription
{
    // A reference that takes the same on all known devices must not tell the world of a new one by its last digit.
    private const double LeastDeviation = 0.02;
    private readonly double[] mean;
    private readonly double[] deviation;

    /// <summary>The description of devices like these.</summary>
    /// <param name="known">For each known device its references on their own scale.</param>
    /// <param name="centred">Whether they are centred; or given as they are, as published.</param>
    internal HelpDescription(IReadOnlyList<double[]> known, bool centred)
    {
        var length = known[0].Length;
        mean = [.. Enumerable.Range(0, length).Select(i => centred ? known.Average(device => device[i]) : 0)];
        deviation = [.. mean.Select((middle, i) => centred
            ? Math.Max(Math.Sqrt(known.Average(device => (device[i] - middle) * (device[i] - middle))), LeastDeviation)
            : 1)];
    }

    /// <summary>What the network is told.</summary>
    /// <param name="references">A device's references on their own scale.</param>
    internal float[] Of(IReadOnlyList<double> references) => [.. references.Select((value, i) => (float)((value - mean[i]) / deviation[i]))];
}
