namespace Espalier.Attacks;

/// <summary>Fills in what settings leave to the method.</summary>
internal static class AttackDefaults
{
    // A radius of 0 is legal (every attack is then the identity), a step of 0 is not.
    private const double LeastStep = 1e-12;

    /// <summary>The settings of a method that takes one step of so many radii.</summary>
    /// <exception cref="ArgumentException">The settings ask for more than one step.</exception>
    internal static AttackSettings OneStep(this AttackSettings settings, double radii) => settings.Steps is null or 1
        ? settings with { Steps = 1, StepSize = settings.StepSize ?? Math.Max(LeastStep, radii * settings.Epsilon) }
        : throw new ArgumentException($"{settings.Steps} steps: this method takes one", nameof(settings));

    /// <summary>The settings of a method with many steps, which together go so many radii far.</summary>
    internal static AttackSettings ManySteps(this AttackSettings settings, int defaultSteps, double radii = 2.5)
    {
        var steps = settings.Steps ?? defaultSteps;
        return settings with { Steps = steps, StepSize = settings.StepSize ?? Math.Max(LeastStep, radii * settings.Epsilon / steps) };
    }

    /// <summary>The settings of a method that begins with steps of so many radii and chooses the further ones itself.</summary>
    internal static AttackSettings OwnSteps(this AttackSettings settings, int defaultSteps, double radii) => settings with
    {
        Steps = settings.Steps ?? defaultSteps,
        StepSize = Math.Max(LeastStep, radii * settings.Epsilon),
    };
}
