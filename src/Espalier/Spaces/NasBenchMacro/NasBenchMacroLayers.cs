namespace Espalier.Spaces.NasBenchMacro;

/// <summary>
/// What is fixed of NAS-Bench-Macro's networks: eight layers in three stages of two, three and three, each stage beginning with a layer of
/// stride 2 that doubles the width.
/// </summary>
public static class NasBenchMacroLayers
{
    /// <summary>The block that does nothing; where size and width change, a 1x1 convolution with batch norm.</summary>
    internal const int Identity = 0;

    /// <summary>How many layers there are.</summary>
    internal const int Count = 8;

    private static readonly int[] Stages = [2, 3, 3];

    /// <summary>The blocks by their digit: identity, MobileNetV2's with expansion 3 and a 3x3 kernel, and with 6 and 5x5.</summary>
    public static IReadOnlyList<string> Blocks { get; } = Array.AsReadOnly(["identity", "mb3_k3", "mb6_k5"]);

    /// <summary>The layers, in order.</summary>
    public static IReadOnlyList<NasBenchMacroLayer> All { get; } = Array.AsReadOnly(
        [.. Stages.SelectMany((length, stage) => Enumerable.Range(0, length).Select(place => (stage, place)))
            .Select((at, number) => new NasBenchMacroLayer(number, at.stage, at.place == 0))]);
}

/// <summary>The place of a layer.</summary>
/// <param name="Number">Counted from 0.</param>
/// <param name="Stage">The stage, from 0.</param>
/// <param name="Widens">Whether it halves the maps and doubles the width, as the first of each stage does.</param>
public readonly record struct NasBenchMacroLayer(int Number, int Stage, bool Widens)
{
    /// <summary>Its stride.</summary>
    public int Stride => Widens ? 2 : 1;

    /// <summary>Channels of what goes in, in multiples of the network's.</summary>
    public int From => Widens ? To / 2 : To;

    /// <summary>Channels of what comes out, likewise.</summary>
    public int To => 2 << Stage;
}
