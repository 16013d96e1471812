using Espalier.Costs;
using Espalier.Evaluation;
using Espalier.Spaces;

namespace Espalier.Estimators.Tables;

/// <summary>
/// How long cells of NAS-Bench-201 take on a device: of a genotype exactly, by the table; of a relaxation the expected time, by a table of
/// edges and operations that is fitted to it, with its gradient.
/// </summary>
public sealed class DeviceLatency
{
    private readonly NasBench201LatencyTable table;
    private readonly TableColumn column;
    private readonly IChoiceSpace space;

    /// <summary>The latency on a device.</summary>
    /// <param name="table">The table.</param>
    /// <param name="space">Its space.</param>
    /// <param name="device">One of the table's.</param>
    /// <exception cref="InvalidInputException">The table has none of that name.</exception>
    public DeviceLatency(NasBench201LatencyTable table, IChoiceSpace space, string device)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(space);
        (this.table, this.space, Device, column) = (table, space, device, table.Milliseconds(device));
        Model = AdditiveCost.Fit(space.Choices, table.Chosen, column.Values.ToArray());
    }

    /// <summary>The device.</summary>
    public string Device { get; }

    /// <summary>What the fastest cell takes, in milliseconds.</summary>
    public double Fastest => column.Values.ToArray().Min();

    /// <summary>Refuses a limit that no cell of the table keeps.</summary>
    /// <param name="most">The most milliseconds, of <c>--max-latency</c>.</param>
    /// <exception cref="InvalidInputException">Even the fastest cell takes longer.</exception>
    public void Require(double most)
    {
        if (Fastest > most)
        {
            throw new InvalidInputException(
                FormattableString.Invariant($"--max-latency {most:0.######}"),
                FormattableString.Invariant($"the fastest cell takes {Fastest:0.######} ms on {Device}"),
                "raise the limit");
        }
    }

    /// <summary>Milliseconds as a sum over edges, fitted to the whole table by least squares.</summary>
    public AdditiveCost Model { get; }

    /// <summary>What a genotype takes, in milliseconds, as it was measured.</summary>
    /// <exception cref="ArgumentException">It is of another space.</exception>
    public double Of(Genotype genotype) => column[table.IndexOf(genotype)];

    /// <summary>
    /// By how much a genotype is over a limit, as a share of it; 0 within. What a search by samples keeps to, given as its context's excess.
    /// </summary>
    /// <param name="most">The most milliseconds, above 0.</param>
    public Func<Genotype, double> Excess(double most)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most);
        return genotype => Math.Max((Of(genotype) / most) - 1, 0);
    }

    /// <summary>What the sum says of a genotype, in milliseconds.</summary>
    public double Fitted(Genotype genotype) => Model.Of(space.Encode(genotype));

    /// <summary>How far the sum agrees with the table: the share of the variance that it explains, and Spearman's coefficient.</summary>
    public (double Explained, double Spearman) Agreement()
    {
        double[] fitted = [.. table.Chosen.Select(Model.Of)];
        double[] measured = [.. column.Values];
        var left = measured.Zip(fitted, (one, other) => (one - other) * (one - other)).Sum();
        return (1 - (left / measured.Sum(value => (value - column.Mean) * (value - column.Mean))), RankCorrelation.Spearman(measured, fitted));
    }
}
