using Espalier.Data;
using Espalier.Strategies;
using Espalier.Strategies.Gradient;
using Espalier.Tests.Training;

namespace Espalier.Tests.Strategies.Gradient;

public sealed class ObjectiveImagesTests
{
    [Fact]
    public void Even_predictions_are_at_no_distance_from_even_ones_and_others_at_the_divergence()
    {
        using var scope = NewDisposeScope();
        using var even = zeros([3, 4]);
        using var sure = tensor(new[] { MathF.Log(0.7f), MathF.Log(0.1f), MathF.Log(0.1f), MathF.Log(0.1f) }, [1, 4]);

        Assert.Equal(0, ObjectiveImages.FromEven(even).ToDouble(), 1e-6);
        Assert.Equal((0.25 * Math.Log(0.25 / 0.7)) + (0.75 * Math.Log(0.25 / 0.1)), ObjectiveImages.FromEven(sure).ToDouble(), 1e-6);
    }

    [Fact]
    public void Its_gradient_is_that_of_the_closed_form()
    {
        using var scope = NewDisposeScope();
        using var logits = tensor(new[] { 1f, 0, -1 }, [1, 3], requires_grad: true);

        var gradient = autograd.grad([ObjectiveImages.FromEven(logits)], [logits])[0]!.data<float>().ToArray();

        // softmax - 1 / classes.
        var exponentials = new[] { Math.Exp(1), 1, Math.Exp(-1) };
        Assert.All(exponentials.Zip(gradient), pair => Assert.Equal((pair.First / exponentials.Sum()) - (1 / 3.0), pair.Second, 1e-6));
    }

    [Fact]
    public void Other_images_come_from_the_data_given_or_are_noise_by_the_generator()
    {
        using var scope = NewDisposeScope();
        using var network = new TinyNetwork(1);
        using var batch = BatchLoader.ForEvaluation(Toy.Images(6), 6).Epoch(0).Single();
        using var generator = new Generator(3);
        var white = new ImageSet("white", Toy.Shape, ["a"], [.. Enumerable.Repeat((byte)255, 2 * Toy.Shape.Length)], new byte[2]);
        Tensor Ood(ImageSet? outliers) => new ObjectiveImages(Context(outliers), generator).Of("ood", network, batch);

        Assert.Equal((1, 1), (Ood(white).min().ToDouble(), Ood(white).max().ToDouble()));
        Assert.Equal(batch.Images.shape, Ood(white).shape);
        using var state = generator.get_state();
        var drawn = Ood(null);
        Assert.Equal(batch.Images.shape, drawn.shape);
        Assert.InRange(drawn.mean().ToDouble(), 0.45, 0.55);
        Assert.NotEqual(drawn.data<float>().ToArray(), Ood(null).data<float>().ToArray());
        generator.set_state(state);
        Assert.Equal(drawn.data<float>().ToArray(), Ood(null).data<float>().ToArray());
    }

    [Fact]
    public void Corrupted_images_are_drawn_by_the_generator_and_accuracy_sees_the_batch_itself()
    {
        using var scope = NewDisposeScope();
        using var network = new TinyNetwork(1);
        using var batch = BatchLoader.ForEvaluation(Toy.Images(6), 6).Epoch(0).Single();
        using var generator = new Generator(3);
        using var state = generator.get_state();
        var images = new ObjectiveImages(Context(null), generator);

        Assert.Same(batch.Images, images.Of("accuracy", network, batch));
        var made = images.Of("corruptions", network, batch);
        Assert.NotEqual(batch.Images.data<float>().ToArray(), made.data<float>().ToArray());
        Assert.NotEqual(made.data<float>().ToArray(), images.Of("corruptions", network, batch).data<float>().ToArray());
        generator.set_state(state);
        Assert.Equal(made.data<float>().ToArray(), images.Of("corruptions", network, batch).data<float>().ToArray());
    }

    private static GradientContext Context(ImageSet? outliers) => new()
    {
        Supernet = null!,
        EdgeNodes = [],
        Epochs = 1,
        Seed = 1,
        Outliers = outliers,
    };
}
