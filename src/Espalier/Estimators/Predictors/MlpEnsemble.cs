namespace Espalier.Estimators.Predictors;

/// <summary>
/// Feed-forward networks of one form side by side: their weights lie in common tensors, so that all learn for the price in operators of one.
/// </summary>
/// <remarks>First weights are Glorot's uniform ones, first biases 0; hidden layers end in ReLU, the output in nothing.</remarks>
internal sealed class MlpEnsemble : IDisposable
{
    // First layer, hidden layers, last layer; each its weights and its biases.
    private readonly Parameter[] parts;

    /// <summary>Fresh ones.</summary>
    internal MlpEnsemble(int members, int inputs, int layers, int width, ulong seed)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(SeededRandom.Derive(seed, "weights"));
        parts =
        [
            Drawn(generator, inputs, width, members, inputs, width),
            new Parameter(zeros([members, 1, width])),
            Drawn(generator, width, width, layers - 1, members, width, width),
            new Parameter(zeros([layers - 1, members, 1, width])),
            Drawn(generator, width, 1, members, width, 1),
            new Parameter(zeros([members, 1, 1])),
        ];
    }

    /// <summary>Those that were learnt.</summary>
    internal MlpEnsemble(IReadOnlyList<(float[] Values, long[] Shape)> learnt)
    {
        using var scope = NewDisposeScope();
        parts = [.. learnt.Select(part => new Parameter(tensor(part.Values, part.Shape), requires_grad: false))];
    }

    private int Members => (int)parts[0].size(0);

    /// <summary>All weights, to be kept.</summary>
    internal IReadOnlyList<(float[] Values, long[] Shape)> Values() => [.. parts.Select(part => (part.data<float>().ToArray(), part.shape))];

    /// <summary>What each says of rows [n, inputs] that all look at, or [members, n, inputs]: [members, n].</summary>
    internal Tensor Tell(Tensor rows)
    {
        using var scope = NewDisposeScope();
        var flow = (rows.matmul(parts[0]) + parts[1]).relu();
        if (parts[2].size(0) > 0)
        {
            foreach (var (weights, biases) in parts[2].unbind().Zip(parts[3].unbind()))
            {
                flow = (flow.matmul(weights) + biases).relu();
            }
        }

        return (flow.matmul(parts[4]) + parts[5]).squeeze(-1).MoveToOuterDisposeScope();
    }

    /// <summary>Learns values [n] of rows [n, inputs] by their absolute error, each member in an order of its own.</summary>
    internal void Train(Tensor rows, Tensor values, MlpTraining training)
    {
        using var recording = enable_grad();
        using var adam = optim.Adam(parts, training.Rate);
        var (count, random) = ((int)rows.size(0), new SeededRandom(SeededRandom.Derive(training.Seed, "batches")));
        var orders = Enumerable.Range(0, Members).Select(_ => Enumerable.Range(0, count).Select(place => (long)place).ToArray()).ToArray();
        for (var epoch = 0; epoch < training.Epochs; epoch++)
        {
            Array.ForEach(orders, random.Shuffle);
            for (var begin = 0; begin < count; begin += training.Batch)
            {
                using var scope = NewDisposeScope();
                var size = Math.Min(training.Batch, count - begin);
                var chosen = tensor<long>([.. orders.SelectMany(order => order.AsSpan(begin, size).ToArray())], [Members * size]);
                var told = Tell(rows.index_select(0, chosen).view(Members, size, rows.size(1)));
                var wanted = values.index_select(0, chosen).view(Members, size);
                adam.zero_grad();
                (((told - wanted).abs().sum() / (double)size) + (parts[4].abs().sum() * training.Penalty)).backward();
                adam.step();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(parts, part => part.Dispose());

    private static Parameter Drawn(Generator generator, int from, int to, params long[] shape)
    {
        var reach = Math.Sqrt(6.0 / (from + to));
        return new Parameter((rand(shape, generator: generator) * (2 * reach)) - reach);
    }
}

/// <summary>How an <see cref="MlpEnsemble"/> learns.</summary>
/// <param name="Epochs">How often it sees all rows.</param>
/// <param name="Batch">Rows of a step.</param>
/// <param name="Rate">Adam's.</param>
/// <param name="Penalty">On the absolute values of the last layer's weights.</param>
/// <param name="Seed">What the orders derive from.</param>
internal sealed record MlpTraining(int Epochs, int Batch, double Rate, double Penalty, ulong Seed);
