using Espalier.Attacks;

namespace Espalier.Tests.Attacks;

/// <summary>Attacks on linear models, where it is known which images can be broken.</summary>
internal static class Linear
{
    private const double Border = 0.002;

    /// <summary>An attack at the median distance breaks exactly the nearer half; images on the very border are left out.</summary>
    /// <param name="attack">Its name.</param>
    /// <param name="norm">Its norm.</param>
    /// <param name="classes">Classes of the model.</param>
    /// <param name="sizes">Of an image.</param>
    /// <param name="slack">How much of the radius the attack may waste.</param>
    public static void BreaksExactlyTheNear(string attack, Norm norm, int classes, long[]? sizes = null, double slack = Border)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        var shape = sizes ?? [1, 4, 4];
        using var model = LinearModel.Drawn(classes, (int)shape.Aggregate(1L, (product, size) => product * size), seed: 5);
        var (images, labels, distances) = model.Problem(40, shape, norm == Norm.L2, seed: 8);
        var epsilon = distances.Order().ElementAt(20);

        var found = AttackCatalog.Create(attack, new AttackSettings { Norm = norm, Epsilon = epsilon }).Perturb(model, images, labels, generator);

        Attacking.AssertInBallAndBox(found, images, epsilon, norm);
        var broken = Margin.Broken(model.call(found), labels);
        Assert.Equal(distances.Select(distance => distance < epsilon * (1 - slack)).Where((_, i) => Clear(i)), broken.Where((_, i) => Clear(i)));

        bool Clear(int image) => distances[image] < epsilon * (1 - slack) || distances[image] > epsilon * (1 + 1e-9);
    }
}
