using Espalier.Data;
using Espalier.Training;

namespace Espalier.Tests.Training;

/// <summary>Images that a tiny network learns in seconds: the class is the quadrant that is brighter than the noise.</summary>
internal static class Toy
{
    public static ImageShape Shape { get; } = new(3, 8, 8);

    public static ImageSet Images(int count, ulong seed = 3)
    {
        var random = new SeededRandom(seed);
        var pixels = new byte[count * Shape.Length];
        var labels = new byte[count];
        for (var image = 0; image < count; image++)
        {
            var label = random.Next(4);
            labels[image] = (byte)label;
            for (var i = 0; i < Shape.Length; i++)
            {
                var (y, x) = (i / 8 % 8, i % 8);
                var bright = (y / 4 * 2) + (x / 4) == label;
                pixels[(image * Shape.Length) + i] = (byte)(random.Next(120) + (bright ? 25 : 0));
            }
        }

        return new ImageSet("toy", Shape, ["upper left", "upper right", "lower left", "lower right"], pixels, labels);
    }

    /// <summary>A few steps that use every part of a recipe.</summary>
    public static TrainingRecipe Recipe { get; } = new()
    {
        Epochs = 3,
        BatchSize = 16,
        Adversarial = "fgsm-rs",
        Epsilon = 8.0 / 255,
        Cutout = 2,
        CropPadding = 1,
        LabelSmoothing = 0.1,
    };

    /// <summary>A network that classifies most toy images rightly; the caller owns it.</summary>
    public static TinyNetwork Trained()
    {
        var network = new TinyNetwork(1);
        var images = Images(256);
        var recipe = new TrainingRecipe { Epochs = 12, BatchSize = 32, LearningRate = 0.02, Cutout = 0, CropPadding = 0, Flip = false };
        using var trainer = new Trainer(network, images, ChannelStatistics.Of(images), recipe, seed: 5);
        trainer.Train();
        network.eval();
        return network;
    }
}
