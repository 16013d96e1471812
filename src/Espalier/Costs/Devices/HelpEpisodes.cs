namespace Espalier.Costs.Devices;

/// <summary>Draws the episodes of HELP's training: devices, and of each some networks to fit it by and others to judge that by.</summary>
internal sealed class HelpEpisodes
{
    private readonly HelpOptions options;
    private readonly SeededRandom random;
    private readonly int[] references;
    private readonly float[][] descriptions;
    private readonly double[][] values;
    private readonly int[][] pools;

    /// <summary>The episodes of known devices.</summary>
    /// <param name="known">The devices.</param>
    /// <param name="options">The settings.</param>
    /// <param name="margin">How far the references' ends are from 0 and 1.</param>
    /// <param name="random">Draws.</param>
    /// <exception cref="ArgumentException">The pool is too small.</exception>
    internal HelpEpisodes(DeviceRecords known, HelpOptions options, double margin, SeededRandom random)
    {
        (this.options, this.random, references) = (options, random, [.. known.References]);
        var scales = known.Milliseconds.Select(device => new ReferenceScale([.. references.Select(network => device[network])])).ToArray();
        descriptions = Array.ConvertAll(scales, scale => Array.ConvertAll(scale.References, value => (float)value));
        values = [.. known.Milliseconds.Zip(scales, (device, scale) =>
            device.Select(milliseconds => margin + (scale.Of(milliseconds) * (1 - (2 * margin)))).ToArray())];
        pools = Array.ConvertAll(values, device => Trimmed(known.Pool, device));
        if (pools[0].Length < references.Length + options.Queries)
        {
            throw new ArgumentException(
                $"a pool of {known.Pool.Count} networks is too small for {references.Length} to fit by and {options.Queries} to judge by");
        }
    }

    /// <summary>The next episode, its tensors in the caller's scope.</summary>
    internal HelpEpisode Draw()
    {
        var devices = Enumerable.Range(0, values.Length).ToArray();
        random.Shuffle(devices);
        devices = devices[..Math.Min(options.Devices, devices.Length)];
        var support = new int[devices.Length][];
        var query = new int[devices.Length][];
        for (var i = 0; i < devices.Length; i++)
        {
            var pool = (int[])pools[devices[i]].Clone();
            random.Shuffle(pool);
            (support[i], query[i]) = (
                options.DrawSupport ? pool[..references.Length] : references,
                pool[references.Length..(references.Length + options.Queries)]);
        }

        return new(
            tensor(devices.SelectMany(device => descriptions[device]).ToArray(), [devices.Length, references.Length]),
            Set(devices, support),
            Set(devices, query));
    }

    private HelpSet Set(int[] devices, int[][] networks) => new(
        networks, [.. networks.Select((places, i) => Array.ConvertAll(places, place => values[devices[i]][place]))]);

    private int[] Trimmed(IReadOnlyList<int> pool, double[] device)
    {
        var left = (int)(pool.Count * options.Trim);
        return [.. pool.OrderBy(network => device[network]).Skip(left).Take(pool.Count - (2 * left))];
    }
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
    /// <summary>The values, [devices, networks], in the caller's scope.</summary>
    internal Tensor Values() => tensor(
        Scaled.SelectMany(values => values.Select(value => (float)value)).ToArray(), [Scaled.Length, Scaled[0].Length]);
}
