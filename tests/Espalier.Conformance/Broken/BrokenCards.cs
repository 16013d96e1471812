using Espalier.Catalog;

namespace Espalier.Conformance.Broken;

/// <summary>Has no source.</summary>
[Method("Bad Name", Paper = " ", Year = 1805, Summary = "one line\nand another")]
internal sealed class Unsourced;

/// <summary>A sound card, but in no folder of a kind, and without a test.</summary>
[Method("misplaced", Paper = "A paper", Year = 2020, Summary = "a line")]
internal sealed class Misplaced;

/// <summary>Defaults that the record itself would refuse.</summary>
internal sealed record RefusedDefaults
{
    private readonly int trials;

    public int Trials
    {
        get => trials;
        init => trials = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Trials), value, "at least 1");
    }
}

/// <summary>A default that is another once it is given.</summary>
internal sealed record UnstableDefaults
{
    public double Rate { get; init => field = value / 2; } = 1;
}

/// <summary>No record without arguments.</summary>
internal sealed record UnmakeableOptions(int Trials);
