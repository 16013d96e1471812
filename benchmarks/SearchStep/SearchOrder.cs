using Espalier.Strategies;
using Espalier.Strategies.Gradient;

namespace SearchStep;

/// <summary>A search method's step.</summary>
/// <param name="Name">What <c>--order</c> calls it; the twin knows the same names.</param>
/// <param name="Costs">The passes forward and backward it cannot do without, in order, as in <c>NeededWork.Of</c>.</param>
/// <param name="Create">Makes the strategy.</param>
internal sealed record SearchOrder(string Name, IReadOnlyList<int> Costs, Func<GradientContext, BilevelStrategy> Create)
{
    // A pass forward, then backward to what the name says.
    private const int ToArchitecture = 2;
    private const int ToImages = 2;
    private const int ToWeights = 3;

    internal static IReadOnlyList<SearchOrder> All { get; } =
    [
        new("first", [ToArchitecture, ToWeights], context => new Darts(context, new DartsOptions { Order = UnrollOrder.First })),
        new(
            "second",
            [ToWeights, ToWeights, ToArchitecture, ToArchitecture, ToWeights],
            context => new Darts(context, new DartsOptions { Order = UnrollOrder.Second })),
        new(
            "e2rnas",
            [ToWeights, ToWeights, ToArchitecture, ToArchitecture, ToImages, ToWeights],
            context => new E2rnas(context, new E2rnasOptions { Order = UnrollOrder.Second })),
        new(
            "e2rnas-first",
            [ToArchitecture, ToImages, ToWeights],
            context => new E2rnas(context, new E2rnasOptions { Order = UnrollOrder.First })),
    ];

    internal static IReadOnlyList<string> Names { get; } = [.. All.Select(order => order.Name)];

    internal static SearchOrder Called(string name) => All.First(order => order.Name == name);
}
