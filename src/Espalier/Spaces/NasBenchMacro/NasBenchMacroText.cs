namespace Espalier.Spaces.NasBenchMacro;

/// <summary>Reads a network in either notation: <c>22212220</c>, or <c>{"space":"nas-bench-macro","arch":"22212220"}</c>.</summary>
internal static class NasBenchMacroText
{
    private static readonly WrappedText Notation = new(
        NasBenchMacroGenotype.SpaceName, "arch", "write eight digits, 0 identity, 1 mb3_k3, 2 mb6_k5: 22212220");

    /// <summary>Reads one genotype and nothing else.</summary>
    /// <exception cref="InvalidInputException">It is none; the message names the fault and the mend.</exception>
    internal static NasBenchMacroGenotype Parse(string text, string where)
    {
        var arch = Notation.Read(text, where);
        if (arch.Length != NasBenchMacroLayers.Count)
        {
            throw Notation.Fault(where, $"'{InvalidInputException.Shown(arch)}' is not of {NasBenchMacroLayers.Count} digits");
        }

        var wrong = arch.AsSpan().IndexOfAnyExceptInRange('0', (char)('0' + NasBenchMacroLayers.Blocks.Count - 1));
        return wrong < 0
            ? new NasBenchMacroGenotype(arch.Select(digit => digit - '0'))
            : throw Notation.Fault(where, $"layer {wrong + 1} is '{InvalidInputException.Shown(arch[wrong].ToString())}'");
    }
}
