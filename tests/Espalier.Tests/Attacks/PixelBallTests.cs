using Espalier.Attacks;

namespace Espalier.Tests.Attacks;

public sealed class PixelBallTests
{
    [Theory]
    [InlineData(Norm.Linf, 0.0)]
    [InlineData(Norm.Linf, 0.03)]
    [InlineData(Norm.Linf, 0.9)]
    [InlineData(Norm.L2, 0.0)]
    [InlineData(Norm.L2, 0.5)]
    [InlineData(Norm.L2, 30)]
    public void Any_point_is_projected_into_ball_and_box_and_what_is_there_stays(Norm norm, double radius)
    {
        for (var seed = 1UL; seed <= 10; seed++)
        {
            using var scope = NewDisposeScope();
            using var generator = new Generator(seed);
            var (images, _) = Attacking.Batch(seed: seed);
            var ball = PixelBall.Of(norm, images, radius);
            var anywhere = randn(images.shape, generator: generator).mul(2);

            var projected = ball.Project(anywhere);

            Attacking.AssertInBallAndBox(projected, images, radius, norm);
            Attacking.AssertInBallAndBox(ball.Project(images.add(ball.Draw(generator))), images, radius, norm);
            Assert.Equal(0, Attacking.Distance(projected, ball.Project(projected)), 1e-5);
        }
    }

    [Theory]
    [InlineData(Norm.Linf)]
    [InlineData(Norm.L2)]
    public void Draws_fill_the_ball_and_its_border(Norm norm)
    {
        const double Radius = 0.7;
        using var scope = NewDisposeScope();
        using var generator = new Generator(2);
        var ball = PixelBall.Of(norm, zeros([2000, 1, 1, 2]), Radius);

        var inside = RowTensors.Numbers(PixelBall.Length(norm, ball.Draw(generator)).view(-1));
        var border = RowTensors.Numbers(PixelBall.Length(norm, ball.DrawOnBorder(generator)).view(-1));

        // Half of a uniform draw in the plane is within 1 / sqrt(2) of the radius, in either norm.
        Assert.InRange(inside.Count(length => length < Radius / Math.Sqrt(2)), 900, 1100);
        Assert.True(inside.Max() <= Radius * (1 + 1e-6));
        Assert.All(border, length => Assert.Equal(Radius, length, 1e-5));
    }

    [Theory]
    [InlineData(Norm.Linf, 3.0)]
    [InlineData(Norm.L2, 1.7320508)]
    public void The_steepest_direction_has_length_one_and_gains_the_dual_norm(Norm norm, double gain)
    {
        using var scope = NewDisposeScope();
        var ball = PixelBall.Of(norm, zeros([1, 1, 1, 3]), 1);

        // So small that squares are zero in single precision.
        var gradient = tensor(new[] { 1e-30f, -1e-30f, 1e-30f }, [1, 1, 1, 3]);
        var direction = ball.Steepest(gradient);

        Assert.Equal(1, PixelBall.Length(norm, direction).ToDouble(), 1e-6);
        Assert.Equal(gain, direction.mul(gradient.mul(1e30)).sum().ToDouble(), 1e-5);
        Assert.Equal(0, ball.Steepest(gradient.zeros_like()).abs().max().ToDouble());
        Assert.True(ball.Steepest(gradient.mul(float.NaN)).isfinite().all().item<bool>());
    }
}
