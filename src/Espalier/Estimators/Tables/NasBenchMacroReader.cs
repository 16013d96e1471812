using System.Globalization;
using System.Numerics;
using Espalier.Spaces;

namespace Espalier.Estimators.Tables;

/// <summary>
/// Reads the file of <see cref="NasBenchMacroTable"/>, and does not believe it: every network must be there once, and what is told of its
/// trainings together must be what they say.
/// </summary>
internal sealed class NasBenchMacroReader
{
    /// <summary>How often each network was trained.</summary>
    internal const int Trainings = 3;

    private const string FileName = "nas_bench_macro_cifar10";
    private const double Percent = 100;

    // Sums are rounded otherwise by other programs, and numbers may be written with fewer digits.
    private const double Rounding = 1e-6;
    private readonly TableFile file;
    private readonly int choices;
    private readonly int layers;
    private readonly int count;

    private NasBenchMacroReader(string folder, IChoiceSpace space)
    {
        (choices, layers) = (space.Choices.Count == 0 ? 0 : space.Choices[0], space.Choices.Count);
        if (choices is < 2 or > 10 || space.Choices.Any(values => values != choices) || space.Count != BigInteger.Pow(choices, layers))
        {
            throw new ArgumentException($"{space.Name} is not the space of this table", nameof(space));
        }

        count = (int)space.Count;
        file = TableFile.Open(folder, FileName);
    }

    /// <summary>Reads it.</summary>
    internal static IReadOnlyList<TableColumn> Read(string folder, IChoiceSpace space) => new NasBenchMacroReader(folder, space).Columns();

    private IReadOnlyList<TableColumn> Columns()
    {
        var (arch, mean, deviation) = (file.Column("arch"), file.Column("mean_acc"), file.Column("std"));
        int[] trainings = [.. Enumerable.Range(1, Trainings).Select(number => file.Column($"test_acc_{number}"))];
        var (parameters, macs) = (file.Column("params"), file.Column("flops"));
        var accuracies = Array.ConvertAll(trainings, _ => new double[count]);
        var (means, deviations, sizes, work, lines) = (new double[count], new double[count], new double[count], new double[count], new int[count]);
        while (file.Next())
        {
            var row = Row(arch, lines);
            for (var i = 0; i < Trainings; i++)
            {
                accuracies[i][row] = file.Number(trainings[i], 0, Percent) / Percent;
            }

            double[] all = [.. accuracies.Select(training => training[row])];
            means[row] = Checked(mean, all.Average());
            deviations[row] = Checked(deviation, Math.Sqrt(all.Average(one => (one - all.Average()) * (one - all.Average()))));
            (sizes[row], work[row]) = (file.Whole(parameters, int.MaxValue), file.Whole(macs, int.MaxValue));
        }

        return Array.IndexOf(lines, 0) is >= 0 and var missing
            ? throw file.Fault(string.Create(
                CultureInfo.InvariantCulture,
                $"the file ends without the network {Digits(missing)}: it has {lines.Count(line => line > 0):N0} of {count:N0}"))
            :
            [
                TableColumn.Accuracy(NasBenchMacroTable.Data, TableSplit.Test, NasBenchMacroTable.Epochs, means),
                .. accuracies.Select((values, i) => new TableColumn(NasBenchMacroTable.TrainingName(i + 1), "fraction", higherIsBetter: true, values)),
                new TableColumn(NasBenchMacroTable.DeviationName, "fraction", higherIsBetter: false, deviations),
                new TableColumn(NasBenchMacroTable.ParametersName, string.Empty, higherIsBetter: false, sizes),
                new TableColumn(NasBenchMacroTable.MacsName, string.Empty, higherIsBetter: false, work),
            ];
    }

    /// <summary>The row of the line's network: its digits as a number of as many values as a layer has.</summary>
    private int Row(int column, int[] lines)
    {
        var digits = file.Bytes(column);
        if (digits.Length != layers || digits.ContainsAnyExceptInRange((byte)'0', (byte)('0' + choices - 1)))
        {
            throw file.Fault(column, $"is no network: {layers} digits from 0 to {choices - 1}");
        }

        var row = 0;
        foreach (var digit in digits)
        {
            row = (row * choices) + (digit - '0');
        }

        if (lines[row] > 0)
        {
            throw file.Fault(column, $"is there already, in line {lines[row]}");
        }

        lines[row] = file.Line;
        return row;
    }

    /// <summary>A fraction that the line tells in percent, which must be what its trainings give.</summary>
    private double Checked(int column, double expected)
    {
        var told = file.Number(column, 0, Percent) / Percent;
        return Math.Abs(told - expected) <= Rounding
            ? told
            : throw file.Fault(column, string.Create(CultureInfo.InvariantCulture, $"is not what its trainings give, {expected * Percent:0.######}"));
    }

    private string Digits(int row)
    {
        var digits = new char[layers];
        for (var place = layers - 1; place >= 0; place--, row /= choices)
        {
            digits[place] = (char)('0' + (row % choices));
        }

        return new string(digits);
    }
}
