using Espalier.Catalog;

namespace Espalier.Costs.Devices;

/// <summary>
/// HELP: a predictor that is conditioned on what the reference networks take on a device, and so trained, on episodes of known devices, that
/// a few steps on these same measurements fit it to a device it has never seen.
/// </summary>
/// <remarks>
/// <para>As published: graph convolutions over the cell's operations (or layers over one-hot rows), beside them layers over the device's
/// description; second-order Meta-SGD with a learnt rate for every weight, two inner steps, eight devices an episode; weights of the last
/// three layers multiplied and shifted by a Gaussian drawn for the device, ten draws averaged in prediction.</para>
/// <para>Departures. A device is scaled by its reference networks alone, in training as in use: the authors' code scales a new device by the
/// 900 networks of the pool, which is more than ten measurements. The steps are taken on the reference networks, in training as in use: the
/// authors' code draws ten others of the pool, which makes twenty. A device is described by how it differs from the known ones
/// (<see cref="HelpDescription"/>): told as published, the description does nothing in so few episodes. Layers of the graph begin with weights
/// as large as those of others. Inner rates begin at ten times the published one, the outer at thirty times and falls along a half cosine, and
/// there are fewer episodes of fewer queries: a processor has minutes. Adam keeps 0.99 of squared gradients. Nothing is chosen by validation devices while it learns.
/// <see cref="HelpOptions"/> has all of these but scale and beginning.</para>
/// <para>What is told of a device works by the layers beside the graph. The modulator adds little: the published divergence outweighs what
/// factors of a hundredth can earn, so that its draws differ far less between devices than from draw to draw.</para>
/// </remarks>
[Method(
    "help",
    Paper = "HELP: Hardware-Adaptive Efficient Latency Prediction for NAS via Meta-Learning, arXiv 2106.08630",
    Year = 2021,
    Summary = "meta-learnt over known devices, fitted to a new one by a few steps on its ten reference networks")]
public sealed class Help(LatencyContext context, HelpOptions options) : ILatencyPredictor
{
    private const double Margin = 0.05;
    private HelpNetwork? network;
    private HelpModulator? modulator;
    private HelpDescription? description;
    private Parameter[] rates = [];
    private Tensor? rows;
    private int[] references = [];

    /// <inheritdoc/>
    public void Learn(DeviceRecords known, Action<int, int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(known);
        known.Check();
        Dispose();
        try
        {
            Train(known, progress, cancellation);
        }
        catch
        {
            // Half of it would tell something.
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<double> Predict(IReadOnlyList<double> references, IReadOnlyList<int> networks) =>
        Predict(references, references, networks);

    /// <summary>The same, but told by measurements of another device what kind of device it is: what the description is worth.</summary>
    /// <param name="references">What the device's reference networks take.</param>
    /// <param name="described">What another's take.</param>
    /// <param name="networks">Those to be predicted.</param>
    /// <param name="steps">Steps that fit the weights to <paramref name="references"/>, at least 0; null: as many as in training.</param>
    public IReadOnlyList<double> Predict(
        IReadOnlyList<double> references, IReadOnlyList<double> described, IReadOnlyList<int> networks, int? steps = null)
    {
        ArgumentNullException.ThrowIfNull(references);
        ArgumentNullException.ThrowIfNull(described);
        ArgumentNullException.ThrowIfNull(networks);
        if (network is null || description is null)
        {
            throw new InvalidOperationException("nothing was learnt");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(steps ?? 0, nameof(steps));
        if (references.Count != this.references.Length || described.Count != this.references.Length)
        {
            throw new ArgumentException($"{references.Count} measurements of {this.references.Length} reference networks", nameof(references));
        }

        using var scope = NewDisposeScope();
        using var generator = new Generator(SeededRandom.Derive(context.Seed, "help", 2));
        var scale = new ReferenceScale(references);
        var device = tensor(description.Of(new ReferenceScale(described).References), [1, described.Count]);
        var support = new HelpSet([this.references], [Array.ConvertAll(scale.References, Inside)]);
        var draws = modulator is null ? 1 : options.Samples;
        var sums = new double[networks.Count];
        for (var draw = 0; draw < draws; draw++)
        {
            using var one = NewDisposeScope();
            var adapted = Adapted(device, support, generator, steps ?? options.InnerSteps, create: false).Weights;
            using var unrecorded = no_grad();
            foreach (var (first, chunk) in Chunks(networks))
            {
                using var part = NewDisposeScope();
                var values = network.Forward(adapted, Of([chunk]), device).data<float>();
                for (var i = 0; i < chunk.Length; i++)
                {
                    sums[first + i] += values[i];
                }
            }
        }

        return Array.ConvertAll(sums, sum => scale.Milliseconds(((sum / draws) - Margin) / (1 - (2 * Margin))));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        network?.Dispose();
        modulator?.Dispose();
        rows?.Dispose();
        Array.ForEach(rates, rate => rate.Dispose());
        (network, modulator, description, rows, rates) = (null, null, null, null, []);
    }

    /// <summary>From the scale of the references to that of the loss, whose ends are a margin away from 0 and 1.</summary>
    private static double Inside(double scaled) => Margin + (scaled * (1 - (2 * Margin)));

    private static IEnumerable<(int First, int[] Chunk)> Chunks(IReadOnlyList<int> networks)
    {
        const int size = 1024;
        var first = 0;
        foreach (var chunk in networks.Chunk(size))
        {
            yield return (first, chunk);
            first += chunk.Length;
        }
    }

    private void Train(DeviceRecords known, Action<int, int>? progress, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(SeededRandom.Derive(context.Seed, "help", 0));
        references = [.. known.References];
        float[] numbers = [.. known.Networks.SelectMany(row => row).Select(number => (float)number)];
        rows = tensor(numbers, [known.Networks.Count, known.Networks[0].Count]).DetachFromDisposeScope();
        network = new HelpNetwork(known.Graph, known.Networks[0].Count, references.Length, options.Width, generator);
        modulator = options.Modulate ? new HelpModulator(references.Length, network.Head, options, generator) : null;
        rates = [.. network.Weights.Select(weight => new Parameter(full(weight.shape, options.InnerRate), options.LearnRates))];
        description = new HelpDescription(
            [.. known.Milliseconds.Select(device => new ReferenceScale([.. references.Select(network => device[network])]).References)], options.Centre);
        var episodes = new HelpEpisodes(known, description, options, Margin, new SeededRandom(SeededRandom.Derive(context.Seed, "help", 1)));
        using var optimizer = optim.Adam(
            [.. network.Weights, .. rates.Where(_ => options.LearnRates), .. modulator?.Weights ?? []], options.OuterRate);
        var schedule = optim.lr_scheduler.CosineAnnealingLR(optimizer, options.Episodes);
        for (var episode = 0; episode < options.Episodes; episode++)
        {
            cancellation.ThrowIfCancellationRequested();
            Step(episodes, optimizer, generator);
            schedule.step();
            progress?.Invoke(episode + 1, options.Episodes);
        }
    }

    private void Step(HelpEpisodes episodes, Adam optimizer, Generator generator)
    {
        using var scope = NewDisposeScope();
        var episode = episodes.Draw();
        var (weights, divergence) = Adapted(episode.Devices, episode.Support, generator, options.InnerSteps, options.SecondOrder);
        var loss = (network!.Forward(weights, Of(episode.Query.Networks), episode.Devices) - episode.Query.Values()).square().mean();
        if (divergence is not null)
        {
            loss += divergence * options.Divergence;
        }

        optimizer.zero_grad();
        loss.backward();
        optimizer.step();
    }

    /// <summary>Weights for each device [devices, ...], fitted to what was measured there, and how far their draws are from the prior.</summary>
    private (IReadOnlyList<Tensor> Weights, Tensor? Divergence) Adapted(
        Tensor devices, HelpSet support, Generator generator, int steps, bool create)
    {
        using var recorded = enable_grad();
        IReadOnlyList<Tensor> weights = [.. network!.Weights.Select(weight => weight.unsqueeze(0).expand([devices.size(0), .. weight.shape]))];
        Tensor? divergence = null;
        if (modulator is not null)
        {
            (weights, divergence) = modulator.Apply(weights, devices, generator);
        }

        var (networks, values) = (Of(support.Networks), support.Values());
        for (var step = 0; step < steps; step++)
        {
            var loss = (network.Forward(weights, networks, devices) - values).square().mean([1]).sum();
            var gradients = autograd.grad([loss], weights, retain_graph: true, create_graph: create);
            weights = [.. weights.Select((weight, i) => weight - (rates[i] * gradients[i]))];
        }

        return (weights, divergence);
    }

    /// <summary>The rows of networks, as many for each device.</summary>
    private Tensor Of(int[][] networks) => rows!
        .index_select(0, tensor(networks.SelectMany(places => places.Select(place => (long)place)).ToArray()))
        .view(networks.Length, networks[0].Length, rows.size(1));
}
