using Espalier.Catalog;
using Espalier.Estimators.ZeroCost.Observation;

namespace Espalier.Estimators.ZeroCost;

/// <summary>
/// EPE-NAS: how the input gradients of images of one class correlate. Per class the sum of log(|correlation| + 1e-5) over its pairs of
/// images; with at most 100 classes the sum of their absolute values, else of the differences of all pairs of classes, each divided by its
/// number of images, by the number of classes.
/// </summary>
[Method(
    "epe-nas",
    Paper = "EPE-NAS: Efficient Performance Estimation Without Training for Neural Architecture Search, arXiv 2102.08099",
    Year = 2021,
    Summary = "how the untrained network's reactions to images of one class correlate")]
public sealed class EpeNas : IZeroCostProxy
{
    private const double Floor = 1e-5;
    private const int FewClasses = 100;

    /// <inheritdoc/>
    public ProxyScore Score(Module<Tensor, Tensor> network, ProxyInput input)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(input);
        using var scope = NewDisposeScope();
        return ProxyScore.Of(Of(InputGradients.Of(network, input), input.Labels.data<long>().ToArray()));
    }

    /// <summary>The score of rows of gradients and their classes.</summary>
    internal static double Of(Tensor rows, IReadOnlyList<long> labels)
    {
        (double Sum, int Count)[] classes = [.. labels.Index().GroupBy(image => image.Item, image => (long)image.Index)
            .OrderBy(images => images.Key)
            .Select(images => (OfClass(rows.index_select(0, tensor([.. images]))), images.Count()))];
        return classes.Length <= FewClasses
            ? classes.Sum(one => Math.Abs(one.Sum))
            : classes.Index().Sum(one => classes.Skip(one.Index + 1).Sum(other => Difference(one.Item, other))) / classes.Length;

        static double Difference((double Sum, int Count) one, (double Sum, int Count) other) =>
            Math.Abs((one.Sum / one.Count) - (other.Sum / other.Count));
    }

    private static double OfClass(Tensor rows)
    {
        using var scope = NewDisposeScope();
        return (Correlations.OfRows(rows).abs() + Floor).log().sum().ToDouble();
    }
}
