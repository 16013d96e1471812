using Espalier.Catalog;
using Espalier.Data;
using Espalier.Estimators.ZeroCost.Observation;
using Espalier.Spaces;

namespace Espalier.Estimators.ZeroCost;

/// <summary>
/// How many linear regions of a thin network inputs fall into: the number of distinct patterns of its ReLUs over three times 1,000 crops of
/// 3x3 pixels of one channel, with normal weights of fan-in.
/// </summary>
/// <remarks>
/// The thin network has one channel and five cells at most. Departure: TE-NAS' own thin network is one of its code's, whose exact form is
/// not described in the paper.
/// </remarks>
[Method(
    "linear-regions",
    Paper = "Neural Architecture Search on ImageNet in Four GPU Hours: A Theoretically Inspired Perspective, arXiv 2102.11535",
    Year = 2021,
    Summary = "how many patterns of ReLUs a thin network has for many small inputs")]
public sealed class LinearRegions : IZeroCostProxy
{
    private const int Crops = 1000;
    private const int Side = 3;
    private const int ThinCells = 5;

    /// <inheritdoc/>
    public int Batches => 3;

    /// <inheritdoc/>
    public NetworkSettings Subject(NetworkSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings with
        {
            Channels = 1,
            Cells = Math.Min(settings.Cells, ThinCells),
            Input = new ImageShape(1, Side, Side),
            StemStride = 1,
            Statistics = null,
        };
    }

    /// <inheritdoc/>
    public ProxyScore Score(Module<Tensor, Tensor> network, ProxyInput input)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(input);
        using var unrecorded = no_grad();
        FreshWeights.FanIn(network, input.Generator);
        var patterns = new HashSet<string>(StringComparer.Ordinal);
        foreach (var batch in input.Batches)
        {
            using var scope = NewDisposeScope();
            patterns.UnionWith(Patterns(network, Crop(batch.Images, input)));
        }

        return ProxyScore.Of(patterns.Count);
    }

    /// <summary>The pattern of ReLUs that each input switches on.</summary>
    internal static IEnumerable<string> Patterns(Module<Tensor, Tensor> network, Tensor inputs)
    {
        using var scope = NewDisposeScope();
        using var relus = RecordedTensors.OfRelus(() => network.call(inputs));
        if (relus.Values.Count == 0)
        {
            return [string.Empty];
        }

        var on = cat([.. relus.Values.Select(relu => relu.flatten(1).gt(0))], 1).to(ScalarType.Byte);
        var (samples, switches) = ((int)on.size(0), (int)on.size(1));
        var bits = on.data<byte>().ToArray();
        return [.. Enumerable.Range(0, samples).Select(sample =>
            string.Create(switches, (bits, sample), static (text, from) =>
            {
                for (var i = 0; i < text.Length; i++)
                {
                    text[i] = from.bits[(from.sample * text.Length) + i] == 0 ? '0' : '1';
                }
            }))];
    }

    /// <summary>Crops [1000, 1, 3, 3] of random images at random places, all of one random channel, normalised.</summary>
    private static Tensor Crop(Tensor images, ProxyInput input)
    {
        using var scope = NewDisposeScope();
        var channel = Draw(images.size(1), 1)[0];
        var plane = images.select(1, channel);
        if (input.Statistics is { } statistics)
        {
            plane = (plane - statistics.Mean[(int)channel]) / statistics.Std[(int)channel];
        }

        var (image, row, column) = (Draw(images.size(0), Crops), Draw(images.size(2) - Side + 1, Crops), Draw(images.size(3) - Side + 1, Crops));
        return stack([.. Enumerable.Range(0, Crops).Select(i =>
            plane[image[i]].narrow(0, row[i], Side).narrow(1, column[i], Side).unsqueeze(0))]).MoveToOuterDisposeScope();

        long[] Draw(long below, int count) => randint(below, [count], ScalarType.Int64, generator: input.Generator).data<long>().ToArray();
    }
}
