namespace Espalier.Estimators;

/// <summary>Goes down a smooth function of a few numbers: Adam, the rate falling to 0 by half a cosine so that it settles.</summary>
internal static class SmoothMinimum
{
    /// <summary>Moves parameters.</summary>
    /// <param name="parameters">What moves.</param>
    /// <param name="steps">How often, at least 0.</param>
    /// <param name="rate">The first rate.</param>
    /// <param name="value">What is to become small, from the parameters as they are; asked once a step in a scope of its own.</param>
    internal static void Approach(IReadOnlyList<Parameter> parameters, int steps, double rate, Func<Tensor> value)
    {
        using var recording = enable_grad();
        using var adam = optim.Adam(parameters, rate, beta2: 0.999);
        var schedule = optim.lr_scheduler.CosineAnnealingLR(adam, Math.Max(1, steps));
        for (var step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            adam.zero_grad();
            value().backward();
            adam.step();
            schedule.step();
        }
    }
}
