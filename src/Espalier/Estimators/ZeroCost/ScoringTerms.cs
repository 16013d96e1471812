using System.Globalization;
using System.Text.RegularExpressions;
using Espalier.Data;
using Espalier.Spaces;

namespace Espalier.Estimators.ZeroCost;

/// <summary>What decides scores: the first line of a score file.</summary>
public sealed partial record ScoringTerms
{
    /// <summary>The space.</summary>
    public required string Space { get; init; }

    /// <summary>The proxies, in order.</summary>
    public required IReadOnlyList<string> Proxies { get; init; }

    /// <summary>The data whose images are looked at.</summary>
    public required string Data { get; init; }

    /// <summary>Width, depth, images and classes of the networks, as <see cref="NetworkText"/> tells them.</summary>
    public required string Network { get; init; }

    /// <summary>Images of a batch.</summary>
    public required int Batch { get; init; }

    /// <summary>What everything random derives from.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Which genotypes are asked for: how many are drawn, or one given.</summary>
    public required string Genotypes { get; init; }

    /// <summary>Whether what each layer adds is written down, too.</summary>
    public bool Layers { get; init; }

    /// <summary>The size of networks as a text.</summary>
    public static string NetworkText(NetworkSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{settings.Channels} channels, {settings.Cells} cells, stem stride {settings.StemStride}, {settings.Input}, {settings.Classes} classes");
    }

    /// <summary>The size that <see cref="Network"/> tells, so that somebody can build the networks again.</summary>
    /// <exception cref="InvalidInputException">It is no such text.</exception>
    public NetworkSettings Settings()
    {
        var match = Size().Match(Network);
        if (match.Success)
        {
            try
            {
                var numbers = match.Groups.Values.Skip(1).Select(group => int.Parse(group.Value, CultureInfo.InvariantCulture)).ToArray();
                return new NetworkSettings
                {
                    Channels = numbers[0],
                    Cells = numbers[1],
                    StemStride = numbers[2],
                    Input = new ImageShape(numbers[3], numbers[4], numbers[5]),
                    Classes = numbers[6],
                };
            }
            catch (Exception fault) when (fault is ArgumentException or OverflowException)
            {
                throw Unknown(fault);
            }
        }

        throw Unknown(null);

        InvalidInputException Unknown(Exception? fault) =>
            new($"network '{InvalidInputException.Shown(Network)}'", "is no size of networks", "score again", fault);
    }

    [GeneratedRegex(@"^(\d+) channels, (\d+) cells, stem stride (\d+), (\d+)x(\d+)x(\d+), (\d+) classes$", RegexOptions.CultureInvariant)]
    private static partial Regex Size();

    /// <summary>What is not the same in another one's; null where all is.</summary>
    internal string? Difference(ScoringTerms other) =>
        Space != other.Space ? "space"
        : Proxies?.SequenceEqual(other.Proxies) != true ? "list of proxies"
        : Data != other.Data ? "data set"
        : Network != other.Network ? "network size"
        : Batch != other.Batch ? "batch size"
        : Seed != other.Seed ? "seed"
        : Genotypes != other.Genotypes ? "choice of genotypes"
        : Layers != other.Layers ? "kind, with layers and without"
        : null;
}
