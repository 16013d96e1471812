using Espalier.Objectives;

namespace Espalier.Estimators.Predictors.Networks;

/// <summary>
/// The frame of predictors that are networks: architectures become rows of numbers, accuracies are brought to mean 0 and deviation 1, and a
/// network is trained from the one to the other by Adam.
/// </summary>
/// <remarks>Between calls no tensor is held: trained weights are kept as managed numbers.</remarks>
public abstract class NetworkPredictor : IPredictor
{
    private const int AtOnce = 1024;
    private readonly NetworkPredictorOptions options;
    private readonly ulong seed;
    private IReadOnlyList<StoredWeights>? weights;
    private (double Shift, double Factor) scale;

    private protected NetworkPredictor(PredictorContext context, NetworkPredictorOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        (this.options, seed) = (options, SeededRandom.Derive(context.Seed, GetType().Name));
    }

    /// <inheritdoc/>
    public virtual PredictorNeeds Needs => PredictorNeeds.Architecture;

    /// <summary>Whether the rate falls to 0 in half a wave of the cosine.</summary>
    private protected virtual bool Anneals => false;

    /// <summary>How much of the mean of squared gradients Adam keeps: PyTorch's default.</summary>
    private protected virtual double SquaresKept => 0.999;

    /// <summary>The largest norm of all gradients together; infinity for any.</summary>
    private protected virtual double Clip => double.PositiveInfinity;

    /// <inheritdoc/>
    public void Fit(IReadOnlyList<NetworkFacts> networks, IReadOnlyList<double> accuracies)
    {
        TrainingSet.Check(networks, accuracies, ((IPredictor)this).LeastNetworks);
        weights = null;
        Prepare(networks);
        scale = Scale(accuracies);
        using var scope = NewDisposeScope();
        using var generator = new Generator(seed);
        using var network = Build(generator);
        var inputs = Rows(networks);
        var targets = tensor([.. accuracies.Select(accuracy => (float)((accuracy - scale.Shift) / scale.Factor))], [accuracies.Count]);
        var found = Learn(network, inputs, targets, generator);
        network.zero_grad();
        network.eval();
        using var unrecorded = no_grad();
        Conclude(network, inputs, targets);
        if (options.Loss == PredictorLoss.DiffKendall && TellsOutput)
        {
            scale = Line([.. Tell(network, inputs, found).Select(told => told.Mean)], accuracies);
        }

        weights = found;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Prediction> Predict(IReadOnlyList<NetworkFacts> networks)
    {
        ArgumentNullException.ThrowIfNull(networks);
        var known = weights ?? throw TrainingSet.Missing();
        return [.. networks.Chunk(AtOnce).SelectMany(some =>
        {
            using var scope = NewDisposeScope();
            using var unrecorded = no_grad();
            using var generator = new Generator(seed);
            using var network = Build(generator);
            network.eval();
            return Tell(network, Rows(some), known)
                .Select(told => new Prediction(scale.Shift + (scale.Factor * told.Mean), Math.Abs(scale.Factor) * told.Deviation))
                .ToArray();
        })];
    }

    /// <summary>Whether what is told is what the network was trained to give, which the order alone leaves without a unit.</summary>
    private protected virtual bool TellsOutput => true;

    /// <summary>Looks at all that is learnt from before rows are made of it.</summary>
    private protected virtual void Prepare(IReadOnlyList<NetworkFacts> networks)
    {
    }

    /// <summary>What accuracies are divided by after a shift: by default to mean 0 and deviation 1.</summary>
    private protected virtual (double Shift, double Factor) Scale(IReadOnlyList<double> accuracies)
    {
        var (mean, deviation) = Standardised.Of(accuracies);
        return (mean, deviation);
    }

    /// <summary>The row of an architecture.</summary>
    private protected abstract float[] Row(NetworkFacts network);

    /// <summary>A fresh network from rows [N, width] to one number each, [N], all its draws from the generator.</summary>
    private protected abstract Module<Tensor, Tensor> Build(Generator generator);

    /// <summary>Trains, and gives the weights to keep.</summary>
    private protected virtual IReadOnlyList<StoredWeights> Learn(Module<Tensor, Tensor> network, Tensor inputs, Tensor targets, Generator generator)
    {
        Train(network, inputs, targets, options.Epochs, "order");
        return [StoredWeights.Of(network)];
    }

    /// <summary>Looks at the trained network.</summary>
    private protected virtual void Conclude(Module<Tensor, Tensor> network, Tensor inputs, Tensor targets)
    {
    }

    /// <summary>What weights say of rows, in the unit of targets.</summary>
    private protected virtual IEnumerable<Prediction> Tell(Module<Tensor, Tensor> network, Tensor inputs, IReadOnlyList<StoredWeights> known)
    {
        known[0].CopyInto(network);
        return [.. network.call(inputs).data<float>().Select(value => new Prediction(value))];
    }

    /// <summary>The loss of a batch, in the caller's scope.</summary>
    private protected virtual Tensor Loss(Module<Tensor, Tensor> network, Tensor inputs, Tensor targets) => Misfit(network.call(inputs), targets);

    /// <summary>The loss that the options ask for.</summary>
    private protected Tensor Misfit(Tensor predicted, Tensor targets) => options.Loss switch
    {
        PredictorLoss.Absolute => functional.l1_loss(predicted, targets),
        PredictorLoss.DiffKendall => DiffKendall.Loss(predicted, targets),
        _ => functional.mse_loss(predicted, targets),
    };

    /// <summary>Rows [N, width] in the caller's scope.</summary>
    private protected Tensor Rows(IReadOnlyList<NetworkFacts> networks)
    {
        float[][] rows = [.. networks.Select(Row)];
        return tensor([.. rows.SelectMany(row => row)], [rows.Length, rows[0].Length]);
    }

    /// <summary>Some epochs of Adam. A last batch of one is left out, since neither an order nor a batch norm knows what to do with it.</summary>
    private protected void Train(Module<Tensor, Tensor> network, Tensor inputs, Tensor targets, int epochs, string purpose)
    {
        network.train();
        using var optimizer = optim.Adam(network.parameters(), options.Rate, beta2: SquaresKept, weight_decay: options.WeightDecay);
        var schedule = Anneals ? optim.lr_scheduler.CosineAnnealingLR(optimizer, epochs) : null;
        var random = new SeededRandom(SeededRandom.Derive(seed, purpose));
        long[] order = [.. Enumerable.Range(0, (int)inputs.size(0)).Select(i => (long)i)];
        for (var epoch = 0; epoch < epochs; epoch++, schedule?.step())
        {
            random.Shuffle(order);
            foreach (var some in order.Chunk(options.Batch).Where(some => some.Length > 1))
            {
                using var scope = NewDisposeScope();
                var chosen = tensor(some);
                optimizer.zero_grad();
                Loss(network, inputs.index_select(0, chosen), targets.index_select(0, chosen)).backward();
                if (double.IsFinite(Clip))
                {
                    utils.clip_grad_norm_(network.parameters(), Clip);
                }

                optimizer.step();
            }
        }
    }

    /// <summary>The straight line from what an order-trained network says to accuracies, of least squares.</summary>
    private static (double Shift, double Factor) Line(double[] told, IReadOnlyList<double> accuracies)
    {
        var (from, to) = (told.Average(), accuracies.Average());
        var spread = told.Sum(value => (value - from) * (value - from));
        var slope = spread > 0 ? told.Zip(accuracies, (value, accuracy) => (value - from) * (accuracy - to)).Sum() / spread : 0;

        // The order is what was learnt: a line that turned it round, or made all equal, would lose it.
        slope = slope > 0 ? slope : 1e-6;
        return (to - (slope * from), slope);
    }
}
