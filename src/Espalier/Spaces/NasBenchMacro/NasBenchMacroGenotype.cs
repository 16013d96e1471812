namespace Espalier.Spaces.NasBenchMacro;

/// <summary>A network of NAS-Bench-Macro: what each of its eight layers does.</summary>
public sealed class NasBenchMacroGenotype : Genotype, IDrawn
{
    /// <summary>The name of the space: <c>nas-bench-macro</c>.</summary>
    public const string SpaceName = "nas-bench-macro";

    /// <summary>A network.</summary>
    /// <param name="blocks">Eight blocks, each its place in <see cref="NasBenchMacroLayers.Blocks"/>.</param>
    /// <exception cref="ArgumentException">There are not eight, or one is unknown.</exception>
    public NasBenchMacroGenotype(IEnumerable<int> blocks)
    {
        Blocks = Array.AsReadOnly([.. blocks]);
        if (Blocks.Count != NasBenchMacroLayers.Count)
        {
            throw new ArgumentException($"{Blocks.Count} blocks, where a network has {NasBenchMacroLayers.Count} layers", nameof(blocks));
        }

        if (Blocks.Any(block => block < 0 || block >= NasBenchMacroLayers.Blocks.Count))
        {
            throw new ArgumentException($"blocks are 0 to {NasBenchMacroLayers.Blocks.Count - 1}", nameof(blocks));
        }

        Arch = Digits(Blocks);
        Text = $"{{\"space\":\"{SpaceName}\",\"arch\":\"{Arch}\"}}";
        Function = Digits(InOrder(Blocks));
    }

    /// <summary>The blocks from the images on, each its place in <see cref="NasBenchMacroLayers.Blocks"/>.</summary>
    public IReadOnlyList<int> Blocks { get; }

    /// <summary>The field's notation, eight digits: <c>22212220</c>.</summary>
    public string Arch { get; }

    /// <summary>
    /// The same for networks that compute the same: an identity that keeps size and width does nothing, wherever in its stage it stands. There
    /// are 3,969 different ones; the benchmark trained these.
    /// </summary>
    public override string Function { get; }

    /// <inheritdoc/>
    public override string Space => SpaceName;

    /// <summary><c>{"space":"nas-bench-macro","arch":"22212220"}</c>.</summary>
    public override string Text { get; }

    /// <inheritdoc/>
    public override string FieldNotation => Arch;

    /// <inheritdoc/>
    public string Reading => NasBenchMacroDrawing.Reading;

    /// <inheritdoc/>
    public IReadOnlyList<Drawing> Drawings() => [NasBenchMacroDrawing.Of(this)];

    private static string Digits(IEnumerable<int> blocks) => string.Concat(blocks);

    /// <summary>Identities behind the other blocks of their stage; its first layer changes size and width, and stays.</summary>
    private static IEnumerable<int> InOrder(IReadOnlyList<int> blocks) => NasBenchMacroLayers.All
        .OrderBy(layer => layer.Stage)
        .ThenBy(layer => !layer.Widens)
        .ThenBy(layer => !layer.Widens && blocks[layer.Number] == NasBenchMacroLayers.Identity)
        .Select(layer => blocks[layer.Number]);
}
