namespace Espalier.Spaces.NasBenchMacro;

/// <summary>
/// How large runs over NAS-Bench-Macro are: its published widths and training (the benchmark's code), and what is left of them for those who
/// cannot wait as long. The depth is the space's own.
/// </summary>
internal static class NasBenchMacroSizes
{
    private const double PublishedRate = 0.1;
    private const int PublishedBatch = 256;

    internal static RunSizes Of(RunScale scale, RunSizes usual) => scale switch
    {
        RunScale.Quick => Trained(usual, usual.Recipe.Epochs, 64) with { Search = Size(4), Final = Size(8) },
        RunScale.Standard => Trained(usual, usual.Recipe.Epochs, 128) with { Search = Size(8), Final = Size(16) },
        _ => Trained(usual, 50, PublishedBatch) with { SearchBatch = PublishedBatch, Search = Size(32), Final = Size(32) },
    };

    private static NetworkSize Size(int channels) => new(channels, NasBenchMacroLayers.Count);

    private static RunSizes Trained(RunSizes usual, int epochs, int batch) => usual with
    {
        Recipe = usual.Recipe with
        {
            Epochs = epochs,
            BatchSize = batch,
            LearningRate = PublishedRate * batch / PublishedBatch,
            Momentum = 0.9,
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
