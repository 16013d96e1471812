namespace Espalier.Costs.Devices;

/// <summary>Draws the episodes of HELP's training: devices, and of each some networks to fit it by and others to judge that by.</summary>
internal sealed class HelpEpisodes
{
    private readonly HelpOptions options;
    private readonly SeededRandom random;
    private readonly int[] references;
    private readonly int[] pool;
    private readonly HelpDevice[] devices;

    /// <summary>The episodes of known devices.</summary>
    /// <param name="known">The devices.</param>
    /// <param name="description">How they are described.</param>
    /// <param name="options">The settings.</param>
    /// <param name="margin">How far the references' ends are from 0 and 1.</param>
    /// <param name="random">Draws.</param>
    /// <exception cref="ArgumentException">The pool is too small.</exception>
    internal HelpEpisodes(DeviceRecords known, HelpDescription description, HelpOptions options, double margin, SeededRandom random)
    {
        (this.options, this.random) = (options, random);
        (references, pool) = ([.. known.References], [.. known.Pool.Except(known.References)]);
        devices =
        [
            .. known.Milliseconds.Select(device => Device(
                Array.ConvertAll(references, network => device[network]), Array.ConvertAll(pool, network => device[network]))),
        ];
        if (devices[0].Order.Length < references.Length + options.Queries)
        {
            throw new ArgumentException(
                $"a pool of {pool.Length} networks beside the references is too small for {references.Length} to fit by and {options.Queries} to judge by");
        }

        HelpDevice Device(double[] references, double[] pool)
        {
            var scale = new ReferenceScale(references);
            var left = (int)(pool.Length * options.Trim);
            return new(
                description.Of(scale.References),
                Array.ConvertAll(scale.References, Inside),
                Array.ConvertAll(pool, time => Inside(scale.Of(time))),
                [.. Enumerable.Range(0, pool.Length).OrderBy(place => pool[place]).Skip(left).Take(pool.Length - (2 * left))]);
        }

        double Inside(double scaled) => margin + (scaled * (1 - (2 * margin)));
    }

    /// <summary>The next episode, its tensors in the caller's scope.</summary>
    internal HelpEpisode Draw()
    {
        var drawn = (HelpDevice[])devices.Clone();
        random.Shuffle(drawn);
        drawn = drawn[..Math.Min(options.Devices, drawn.Length)];
        var support = new HelpSet(new int[drawn.Length][], new double[drawn.Length][]);
        var query = new HelpSet(new int[drawn.Length][], new double[drawn.Length][]);
        for (var i = 0; i < drawn.Length; i++)
        {
            var (device, order) = (drawn[i], (int[])drawn[i].Order.Clone());
            random.Shuffle(order);
            if (options.DrawSupport)
            {
                support.Fill(i, pool, device.Pool, order[..references.Length]);
            }
            else
            {
                (support.Networks[i], support.Scaled[i]) = (references, device.References);
            }

            query.Fill(i, pool, device.Pool, order[references.Length..(references.Length + options.Queries)]);
        }

        return new(
            tensor(drawn.SelectMany(device => device.Description).ToArray(), [drawn.Length, references.Length]), support, query);
    }

    /// <summary>A device to draw from.</summary>
    /// <param name="Description">What the network is told.</param>
    /// <param name="References">What the references take, scaled.</param>
    /// <param name="Pool">What the networks of the pool take, scaled.</param>
    /// <param name="Order">Places in the pool, the fastest first, without those that are left out.</param>
    private sealed record HelpDevice(float[] Description, double[] References, double[] Pool, int[] Order);
}

/// <summary>An episode.</summary>
/// <param name="Devices">Their descriptions, [devices, references].</param>
/// <param name="Support">What they are fitted by.</param>
/// <param name="Query">What that is judged by.</param>
internal sealed record HelpEpisode(Tensor Devices, HelpSet Support, HelpSet Query);

/// <summary>Networks of each device, and what they take there, scaled.</summary>
/// <param name="Networks">As many for each device.</param>
/// <param name="Scaled">Their values.</param>
internal sealed record HelpSet(int[][] Networks, double[][] Scaled)
{
    /// <summary>Sets a device's networks: those at some places of a pool.</summary>
    internal void Fill(int device, int[] pool, double[] scaled, int[] places) =>
        (Networks[device], Scaled[device]) = (Array.ConvertAll(places, place => pool[place]), Array.ConvertAll(places, place => scaled[place]));

    /// <summary>The values, [devices, networks], in the caller's scope.</summary>
    internal Tensor Values() => tensor(
        Scaled.SelectMany(values => values.Select(value => (float)value)).ToArray(), [Scaled.Length, Scaled[0].Length]);
}
