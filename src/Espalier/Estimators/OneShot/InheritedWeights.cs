using Espalier.Catalog;
using Espalier.Costs;
using Espalier.Data;
using Espalier.Spaces;
using Espalier.Supernets;

namespace Espalier.Estimators.OneShot;

/// <summary>
/// The accuracy of a path through a trained supernet: every edge of the genotype keeps its one operation with the shared weights, all
/// other edges give nothing.
/// </summary>
/// <remarks>
/// <para>
/// Nothing is trained. The running statistics of batch norm are those of the mixture; the path's own are taken from one batch of
/// training images (<see cref="Recalibration"/>). The supernet stays as it is: the path is a copy.
/// </para>
/// <para>docs/front.md says how such an accuracy compares with that of the network trained alone.</para>
/// </remarks>
/// <param name="supernet">The trained supernet.</param>
/// <param name="train">The part its weights were trained on.</param>
/// <param name="judge">Validation images and an attack.</param>
/// <param name="clock">For the time told.</param>
[Method(
    "inherited-weights",
    Paper = "Understanding and Simplifying One-Shot Architecture Search, ICML 2018",
    Year = 2018,
    Summary = "validation accuracy with the supernet's weights, clean and under a short attack")]
public sealed class InheritedWeights(Supernet supernet, ImageSet train, ValidationJudge judge, TimeProvider clock) : IEstimator
{
    private const int CalibrationImages = 256;
    private readonly BatchLoader calibration = BatchLoader.ForEvaluation(train.Take(CalibrationImages), CalibrationImages);

    /// <inheritdoc/>
    /// <remarks>The parameters told are those of the path, whose width is the supernet's.</remarks>
    public TrialOutcome Judge(Genotype genotype, ulong seed, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var began = clock.GetTimestamp();
        using var path = supernet.Extract(genotype);
        var shape = train.Shape;
        var cost = NetworkCost.Of(path, [shape.Channels, shape.Height, shape.Width]);
        foreach (var batch in calibration.Epoch(0, cancellation: cancellation))
        {
            using (batch)
            {
                Recalibration.Run(path, batch.Images);
            }
        }

        return judge.Judge(path, seed, cancellation) with
        {
            Params = cost.Parameters,
            Macs = cost.Macs,
            Seconds = clock.GetElapsedTime(began).TotalSeconds,
        };
    }
}
