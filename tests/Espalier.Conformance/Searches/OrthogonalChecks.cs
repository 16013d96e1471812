using System.Reflection;
using Espalier.Catalog;
using Espalier.Spaces;
using Espalier.Strategies;
using Espalier.Supernets;

namespace Espalier.Conformance.Searches;

/// <summary>
/// Whether a gradient method goes with adversarial weights below and several objectives above, or says why not. Each check gives the faults
/// it found.
/// </summary>
internal static class OrthogonalChecks
{
    private const string Lower = "lower";
    private const string Objectives = "objectives";

    /// <summary>One whose loss is taken on moved images, and one whose loss compares these with clean ones.</summary>
    private static readonly string[] Lowers = ["fgsm-rs", "trades-2"];

    /// <summary>The options that any gradient method can have.</summary>
    public static IReadOnlyDictionary<string, string> Options { get; } = new Dictionary<string, string>
    {
        [Lower] = Lowers[0],
        [Objectives] = "accuracy,params,corruptions,ood",
    };

    /// <summary>A method has each of them, or a stated reason.</summary>
    /// <param name="method">The strategy's class.</param>
    /// <param name="options">Its options record; null where it has none.</param>
    public static IEnumerable<string> HasThemOrSaysWhy(Type method, Type? options) =>
        Options.Keys.Except(Has(options))
            .Where(option => string.IsNullOrWhiteSpace(Reason(method, option)))
            .Select(option => $"{method.Name} has no option '{option}', and no [Lacks(\"{option}\", ...)] says why")
            .ToArray();

    /// <summary>With those that it has, a method searches as it does without, and does what they ask for.</summary>
    /// <param name="space">The space.</param>
    /// <param name="options">The method's options record.</param>
    /// <param name="create">Makes the strategy with options.</param>
    /// <param name="form">What the method asks of its supernet; null: nothing.</param>
    public static IEnumerable<string> Work(
        IRelaxedSpace space,
        Type? options,
        Func<GradientContext, IReadOnlyDictionary<string, string>, GradientStrategy> create,
        SupernetForm? form = null)
    {
        var given = Options.Where(pair => Has(options).Contains(pair.Key)).ToDictionary();
        using var checks = new GradientChecks(space, context => create(context, given), form);
        var faults = checks.ResumesTheSearch().Concat(checks.LeaksNothing()).Concat(checks.DerivesLegally()).ToList();
        if (given.TryGetValue(Objectives, out var objectives))
        {
            faults.AddRange(checks.Follows(objectives.Split(',')));
        }

        if (given.ContainsKey(Lower))
        {
            var bare = new Dictionary<string, string>(given) { [Lower] = "none" };
            using var clean = new GradientChecks(space, context => create(context, bare), form);
            var plain = clean.FirstLoss();
            string[] same = [.. Lowers.Where(lower => FirstLoss(lower) == plain)];
            faults.AddRange(same.Length > 0 ? [$"the weights train on the same images where {Lower} is {string.Join(" or ", same)}"] : []);
        }

        double FirstLoss(string lower)
        {
            var options = new Dictionary<string, string>(given) { [Lower] = lower };
            using var other = new GradientChecks(space, context => create(context, options), form);
            return other.FirstLoss();
        }

        return faults;
    }

    private static HashSet<string> Has(Type? options) => options is null ? [] : [.. OptionsBinder.Defaults(options).Keys];

    private static string? Reason(Type method, string option) =>
        method.GetCustomAttributes<LacksAttribute>().FirstOrDefault(lack => lack.Option == option)?.Reason;
}
