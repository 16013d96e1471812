namespace Espalier.Spaces.NasBench201;

/// <summary>
/// How large runs over NAS-Bench-201 are: its published skeleton and training (section 2 of the paper, and the benchmark's code), and what
/// is left of them for those who cannot wait as long.
/// </summary>
/// <remarks>
/// Cells count the two residual blocks: 17 are the published five a stage, 8 are two, 5 are one. The published learning rate, 0.1 for 256
/// images, falls with the batch. Drop path and auxiliary heads are no part of these networks, nor is cutout of their training.
/// </remarks>
internal static class NasBench201Sizes
{
    private const double PublishedRate = 0.1;
    private const int PublishedBatch = 256;

    internal static RunSizes Of(RunScale scale, RunSizes usual) => scale switch
    {
        RunScale.Quick => Trained(usual, usual.Recipe.Epochs, 64) with { Search = new(8, 5), Final = new(16, 5) },
        RunScale.Standard => Trained(usual, usual.Recipe.Epochs, 128) with { Search = new(16, 8), Final = new(16, 17) },
        _ => Trained(usual, 200, PublishedBatch) with { SearchEpochs = 50, SearchBatch = 64, Search = new(16, 17), Final = new(16, 17) },
    };

    private static RunSizes Trained(RunSizes usual, int epochs, int batch) => usual with
    {
        Recipe = usual.Recipe with
        {
            Epochs = epochs,
            BatchSize = batch,
            LearningRate = PublishedRate * batch / PublishedBatch,
            Momentum = 0.9,
            Nesterov = true,
            WeightDecay = 5e-4,
            GradientClip = 0,
            AuxiliaryWeight = 0,
            DropPath = 0,
            Cutout = 0,
            CropPadding = 4,
            Flip = true,
        },
    };
}
