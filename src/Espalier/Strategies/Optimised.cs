using Espalier.Catalog;
using Espalier.Strategies.Gradient;

namespace Espalier.Strategies;

/// <summary>What a search method looks for, found out from its options record.</summary>
/// <param name="Always">What it optimises by default.</param>
/// <param name="Optional">What it optimises, too, where its options ask for it.</param>
public sealed record Optimised(IReadOnlyList<string> Always, IReadOnlyList<string> Optional)
{
    private const string Option = "objectives";

    /// <summary>
    /// What a method looks for: accuracy alone where it has no option of that name; else what the option says by default, and every other
    /// objective that it takes beside accuracy.
    /// </summary>
    /// <param name="options">The method's options record; null where it has none.</param>
    public static Optimised Of(Type? options)
    {
        if (options is null || !OptionsBinder.Defaults(options).TryGetValue(Option, out var given))
        {
            return new([ObjectiveNames.Accuracy], []);
        }

        var always = ObjectiveNames.Split(given);
        return new(always, [.. ObjectiveNames.All.Except(always).Where(name => Takes(options, name))]);
    }

    private static bool Takes(Type options, string name)
    {
        try
        {
            OptionsBinder.Bind(options, new Dictionary<string, string> { [Option] = $"{ObjectiveNames.Accuracy},{name}" }, Option);
            return true;
        }
        catch (InvalidInputException)
        {
            return false;
        }
    }
}
