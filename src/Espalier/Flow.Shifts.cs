using Espalier.Data;
using Espalier.Estimators;
using Espalier.Strategies;
using Espalier.Strategies.Gradient;

namespace Espalier;

/// <content>Images that are not as those of the run's data, where the method's options make them an objective.</content>
public sealed partial class Flow
{
    /// <summary>As many of other data's images as a search is shown, drawn by its seed: more would only take memory.</summary>
    private const int MostOtherImages = 10_000;

    /// <summary>What the method is to look for; null where its options do not say.</summary>
    private IObjectiveOptions? Wanted => method?.Bind(settings.Options) as IObjectiveOptions;

    private bool Wants(string objective) => Wanted is { } wanted && ObjectiveNames.Split(wanted.Objectives).Contains(objective);

    /// <summary>The training images of other data that are to be unknown, in the shape of the run's; null where they are noise, or no objective.</summary>
    /// <exception cref="InvalidInputException">There is no such data, or it is the run's own.</exception>
    private ImageSet? OtherImages()
    {
        if (!Wants(ObjectiveNames.Ood) || Wanted!.OodData is var name && name == NoiseImages.Name)
        {
            return null;
        }

        if (name == settings.Data)
        {
            throw new InvalidInputException($"ood-data '{name}'", "is the data that is to be known", $"name other data, or {NoiseImages.Name}");
        }

        var shape = dataset.Train.Shape;
        var found = DataCatalog.Load(name, new DataRequest
        {
            Options = new DataOptions { Root = settings.DataOptions.Root },
            Expected = shape,
            Observer = observer,
            Cancellation = cancellation,
        }).Train;
        var drawn = Permutation.Of(found.Count, SeededRandom.Derive(settings.Seed, "ood")).AsSpan(0, Math.Min(found.Count, MostOtherImages));
        return found.Select(drawn).FittedTo(shape);
    }

    /// <summary>What candidates are judged by beside accuracy, clean and attacked.</summary>
    private ShiftWishes Shifts() => new(
        Wants(ObjectiveNames.Corruptions),
        Wants(ObjectiveNames.Ood)
            ? outliers ?? NoiseImages.Of(dataset.Train.Shape, ShiftWishes.MostImages, SeededRandom.Derive(settings.Seed, "ood"))
            : null,
        SeededRandom.Derive(settings.Seed, "corruptions"));
}
