using Espalier.Torch.Modules;
using static Espalier.Torch.torch;

namespace Espalier.Torch.Tests;

/// <summary>Clipping by the joint norm, where the stored cases of PyTorch do not reach.</summary>
public class ClipGradNormTests
{
    [Fact]
    public void Gradients_keep_their_direction_and_get_the_norm()
    {
        using var scope = NewDisposeScope();
        using var a = WithGradient([3f, 0]);
        using var b = WithGradient([0f, -4]);
        using var without = new Parameter(ones([2]));

        Assert.Equal(5, nn.utils.clip_grad_norm_([a, without, b], 1), 1e-6);

        Assert.All(a.grad!.data<float>().Zip([0.6f, 0]), pair => Assert.Equal(pair.Second, pair.First, 1e-6f));
        Assert.All(b.grad!.data<float>().Zip([0, -0.8f]), pair => Assert.Equal(pair.Second, pair.First, 1e-6f));
        Assert.Null(without.grad);
    }

    [Fact]
    public void Small_gradients_are_left_bit_equal()
    {
        using var scope = NewDisposeScope();
        using var a = WithGradient([0.1f, 0.3f]);

        nn.utils.clip_grad_norm_([a], 5);

        Assert.Equal([0.1f, 0.3f], a.grad!.data<float>());
    }

    [Fact]
    public void Nothing_to_clip_has_the_norm_zero()
    {
        using var scope = NewDisposeScope();
        using var without = new Parameter(ones([2]));
        using var zero = WithGradient([0f, 0]);

        Assert.Equal(0, nn.utils.clip_grad_norm_([without], 1));
        Assert.Equal(0, nn.utils.clip_grad_norm_([], 1));
        Assert.Equal(0, nn.utils.clip_grad_norm_([zero], 1));
        Assert.Equal([0f, 0], zero.grad!.data<float>());
    }

    private static Parameter WithGradient(float[] gradient) => new(ones([gradient.Length])) { grad = tensor(gradient) };
}
