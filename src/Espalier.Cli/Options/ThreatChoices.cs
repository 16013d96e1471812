using System.CommandLine;
using Espalier.Attacks;

namespace Espalier.Cli.Options;

/// <summary>What an attacker may do: the options that say how far images are moved.</summary>
internal sealed class ThreatChoices
{
    private readonly Option<Norm?> norm = Given.Choice<Norm>(
        "--norm", "what epsilon measures: the largest change of a pixel (default), or the image's in l2");

    private readonly Option<string?> epsilon = Given.Text(
        "--epsilon", "8/255", "radius of adversarial images in pixel units (default 2/255; 0.5 for l2)");

    internal void AddTo(Command command)
    {
        command.Options.Add(norm);
        command.Options.Add(epsilon);
    }

    /// <exception cref="InvalidInputException">The radius is none for the norm.</exception>
    internal AttackSettings Settings(ParseResult parsed)
    {
        var measure = parsed.GetValue(norm) ?? Norm.Linf;
        var radius = parsed.GetValue(epsilon) is { } given ? AttackSettings.ParseEpsilon(given, "--epsilon", measure) : measure.DefaultEpsilon();
        return new AttackSettings { Norm = measure, Epsilon = radius };
    }
}
