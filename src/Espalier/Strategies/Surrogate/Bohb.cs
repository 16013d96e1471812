using Espalier.Catalog;
using Espalier.Spaces;

namespace Espalier.Strategies.Surrogate;

/// <summary>
/// BOHB: Hyperband whose brackets begin with candidates that a model proposes. The model is of the longest trainings that there are enough of:
/// densities of the best of them and of the rest; of some drawn near the best, the one is taken whose densities are furthest apart.
/// </summary>
/// <remarks>
/// As in the authors' code: 15 % are the best, at least one more than there are choices, and as many must be left; 64 draws; a third of the
/// candidates is random; brackets begin with floor((largest s + 1) / (s + 1)) eta^s. Departures: of what <see cref="ChoiceKernel"/> tells, and a
/// candidate outside the limits is drawn again, and of the 64 those are passed over that were tried before, where they are not to be.
/// </remarks>
[Method(
    "bohb",
    Paper = "BOHB: Robust and Efficient Hyperparameter Optimization at Scale, arXiv 1807.01774",
    Year = 2018,
    Summary = "Hyperband over candidates that are likelier among the best than among the rest")]
[NeedsSpace(typeof(IChoiceSpace))]
public sealed class Bohb : HalvingStrategy
{
    private const double Tiny = 1e-32;
    private readonly BohbOptions options;
    private readonly IChoiceSpace space;
    private readonly SortedDictionary<int, List<(int[] Values, double Worth)>> history = [];
    private (ChoiceDensity Good, ChoiceDensity Others)? model;
    private int modelEpochs;

    /// <summary>A search of a space.</summary>
    /// <exception cref="InvalidInputException">The space is no row of choices, or no training may be as short as is asked.</exception>
    public Bohb(SamplingContext context, BohbOptions options)
        : base(context, options, BracketWidth.HpBandSter, "bohb")
    {
        (this.options, space) = (options, ChoiceMoves.Of(context.Space));
    }

    /// <summary>How long those were trained that the model is of; 0: there is none yet.</summary>
    internal int ModelEpochs => modelEpochs;

    private protected override Genotype Propose() => model is { } known && Random.NextDouble() >= options.RandomFraction
        ? Source.FirstOrDrawn(() => Likeliest(known.Good, known.Others) ?? Draw(), Draw)
        : Source.First(Draw);

    private protected override void Learn(Genotype genotype, int epochs, double worth)
    {
        if (!history.TryGetValue(epochs, out var alike))
        {
            history[epochs] = alike = [];
        }

        alike.Add((space.Encode(genotype), worth));
        var least = space.Choices.Count + 1;
        var good = Math.Max(least, (int)(options.TopShare * alike.Count));
        var rest = Math.Min(alike.Count - good, Math.Max(least, (int)((1 - options.TopShare) * alike.Count)));
        if (epochs < modelEpochs || rest < least)
        {
            return;
        }

        int[][] ordered = [.. alike.OrderByDescending(one => one.Worth).Select(one => one.Values)];
        model = (Density(ordered[..good]), Density(ordered[good..(good + rest)]));
        modelEpochs = epochs;
    }

    private ChoiceDensity Density(int[][] values) => new(values, space.Choices, options.MinBandwidth, options.Kernel);

    /// <summary>Of those drawn that may be asked for the one whose densities are furthest apart; null: none may.</summary>
    private Genotype? Likeliest(ChoiceDensity good, ChoiceDensity rest)
    {
        var (best, least) = ((Genotype?)null, double.PositiveInfinity);
        for (var sample = 0; sample < options.Samples; sample++)
        {
            var values = good.Draw(Random, options.BandwidthFactor);
            var drawn = space.Decode(values);
            if (!Source.IsNew(drawn))
            {
                continue;
            }

            var (own, other) = (good.At(values), rest.At(values));
            var ratio = (other > Tiny ? other : Tiny) / (own > Tiny ? own : Tiny);
            if (!double.IsFinite(ratio) && double.IsFinite(own))
            {
                return drawn;
            }

            (best, least) = ratio < least || best is null ? (drawn, ratio) : (best, least);
        }

        return best;
    }
}

/// <summary>The settings of <see cref="Bohb"/>; those of the authors' code.</summary>
public sealed record BohbOptions : HalvingOptions
{
    /// <summary>As many as its brackets of 13, 4 and 3 trainings take once.</summary>
    public BohbOptions() => Trials = 20;

    /// <summary>How many are drawn from the model, of which the likeliest is asked for, at least 1. Default 64.</summary>
    public int Samples { get; init => field = OptionRange.AtLeastOne(value); } = 64;

    /// <summary>The share of candidates that are random in spite of the model, 0 to 1. Default 1/3.</summary>
    public double RandomFraction { get; init => field = OptionRange.Share(value); } = 1.0 / 3;

    /// <summary>The share of the judged that the model takes for the best, above 0 to below 1. Default 0.15.</summary>
    public double TopShare
    {
        get;
        init => field = value is > 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(TopShare), value, "above 0 to below 1");
    } = 0.15;

    /// <summary>What no bandwidth is below, above 0 to 1. Default 0.001.</summary>
    public double MinBandwidth { get; init => field = OptionRange.Part(value); } = 1e-3;

    /// <summary>By what bandwidths are multiplied for drawing, at least 1. Default 3; <see cref="ChoiceKernel.Reference"/> has none.</summary>
    public double BandwidthFactor { get; init => field = OptionRange.AtLeastOne(value); } = 3;

    /// <summary>How densities over choices are made. Default <see cref="ChoiceKernel.Bounded"/>.</summary>
    public ChoiceKernel Kernel { get; init; }
}
