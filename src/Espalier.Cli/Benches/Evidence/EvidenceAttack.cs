using System.Globalization;
using Espalier.Attacks;
using Espalier.Evaluation;
using Espalier.Studies;

namespace Espalier.Cli.Benches.Evidence;

/// <summary>An evaluation of a trained network, in a process of its own, kept beside the network.</summary>
/// <param name="folder">The run's folder.</param>
/// <param name="attack">The attack.</param>
/// <param name="epsilon">Its radius, as a user writes it.</param>
/// <param name="images">The first so many test images.</param>
/// <param name="threads">Threads; null: as many as there are processors.</param>
/// <param name="child">Runs it.</param>
internal sealed class EvidenceAttack(string folder, string attack, string epsilon, int images, int? threads, EvidenceChild child)
{
    /// <summary>One step.</summary>
    internal const string OneStep = "fgsm";

    /// <summary>Many steps.</summary>
    internal const string Steps = "pgd-20";

    /// <summary>The standard ensemble.</summary>
    internal const string Standard = "autoattack";

    private readonly List<string> words =
    [
        "evaluate", "--model", folder, "--attack", attack, "--epsilon", epsilon, "--images", images.ToString(CultureInfo.InvariantCulture),
        .. threads is { } count ? new[] { "--threads", count.ToString(CultureInfo.InvariantCulture) } : [],
    ];

    /// <summary>The command that does it alone.</summary>
    internal string Command => CommandText.Of([.. words]);

    /// <summary>What it came to, once it has been done; it goes on where it was interrupted.</summary>
    internal RobustEvaluation Do()
    {
        if (Found() is { } done)
        {
            return done;
        }

        child.Run(words);
        return Found()
            ?? throw new InvalidInputException(folder, $"has no evaluation by {attack} although its command ended well", "remove its robustness folder");
    }

    private RobustEvaluation? Found()
    {
        var radius = AttackSettings.ParseEpsilon(epsilon, "--epsilon");
        var all = new RobustFolder(folder).Of(ModelFile.Checksum(Path.Combine(folder, "model.safetensors")));
        return all.FirstOrDefault(found =>
            found.Request.Attack == attack && found.Request.Epsilon == radius && found.Request.Images == images);
    }
}
