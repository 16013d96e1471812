using Espalier.Evaluation;

namespace Espalier.Tests.Objectives;

/// <summary>A linear model trained by a loss: the same for each, so that the loss alone makes the difference.</summary>
internal static class LinearModel
{
    /// <summary>Kendall's tau on the rows that were not learnt from.</summary>
    public static double Tau(double[][] rows, double[] truth, int learnt, ulong seed, Func<Tensor, Tensor, Tensor> loss)
    {
        using var scope = NewDisposeScope();
        int[] order = [.. Enumerable.Range(0, rows.Length)];
        new SeededRandom(seed).Shuffle(order);
        double[][] shuffled = [.. order.Select(i => rows[i])];
        double[] values = [.. order.Select(i => truth[i])];
        var columns = Enumerable.Range(0, rows[0].Length).Select(column => Standard([.. shuffled.Select(row => row[column])], learnt)).ToArray();
        var inputs = tensor([.. Enumerable.Range(0, rows.Length).SelectMany(row => columns.Select(column => column[row]))], [rows.Length, columns.Length]);
        var targets = tensor(Standard(values, learnt)[..learnt], [learnt]);
        using var generator = new Generator(seed);
        using var model = Linear(columns.Length, 1);
        model.reset_parameters(generator);
        using var optimizer = optim.Adam(model.parameters(), 0.02, weight_decay: 1e-3);
        for (var step = 0; step < 300; step++)
        {
            using var pass = NewDisposeScope();
            optimizer.zero_grad();
            loss(model.call(inputs.narrow(0, 0, learnt)).squeeze(-1), targets).backward();
            optimizer.step();
        }

        model.zero_grad();
        using var unrecorded = no_grad();
        var told = model.call(inputs.narrow(0, learnt, rows.Length - learnt)).squeeze(-1).data<float>().ToArray();
        return RankCorrelation.Kendall(values[learnt..], [.. told.Select(value => (double)value)]);
    }

    private static float[] Standard(double[] values, int learnt)
    {
        var mean = values[..learnt].Average();
        var deviation = Math.Sqrt(values[..learnt].Average(value => (value - mean) * (value - mean)));
        return Array.ConvertAll(values, value => (float)((value - mean) / Math.Max(deviation, 1e-9)));
    }
}
