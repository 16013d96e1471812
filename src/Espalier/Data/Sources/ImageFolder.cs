using Espalier.Catalog;
using Espalier.Data.Sources.Folders;

namespace Espalier.Data.Sources;

/// <summary>A folder with a folder of images per class.</summary>
/// <remarks>
/// Either <c>DIR/CLASS/...</c>, of which a seeded part of every class is held out for the test, or <c>DIR/train/CLASS/...</c> with
/// <c>DIR/test</c> and, if there is one, <c>DIR/val</c> beside it. Files are told by their content; names only decide which are looked at.
/// </remarks>
[Method(
    "image-folder",
    Paper = "ImageNet: a large-scale hierarchical image database (Deng et al.), doi 10.1109/CVPR.2009.5206848: one folder per class",
    Year = 2009,
    Summary = "A folder of class folders with PNG, JPEG, WebP or BMP images, decoded by libgd; parts by folders or held out by a seed.")]
public sealed class ImageFolder : IDataSource
{
    /// <inheritdoc/>
    public string Usage => "FOLDER/[train|val|test/]CLASS/ with PNG, JPEG, WebP or BMP images";

    /// <inheritdoc/>
    public bool Accepts(string spec) => Directory.Exists(spec) && ImageTree.IsIn(spec);

    /// <inheritdoc/>
    public Dataset Load(string spec, DataRequest request)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(spec);
        ArgumentNullException.ThrowIfNull(request);
        var tree = ImageTree.Read(spec);
        LabelledFile[] all = [.. tree.Train, .. tree.Validation, .. tree.Test];
        var decoded = ImageFiles.Read(spec, all, request);
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(spec))) is { Length: > 0 } last ? last : "images";
        var labels = Array.ConvertAll(decoded.Kept, i => all[i].Label);
        var images = new ImageSet(name, decoded.Shape, tree.ClassNames, decoded.Pixels, labels);
        var (trainEnd, validationEnd) = (tree.Train.Count, tree.Train.Count + tree.Validation.Count);
        int[] train = Places(decoded.Kept, 0, trainEnd);
        int[] test = Places(decoded.Kept, validationEnd, all.Length);
        var notes = decoded.Findings.Notes;
        if (tree.Test.Count == 0)
        {
            (train, test) = StratifiedSplit.Of(labels.AsSpan(0, train.Length), request.Options.TestFraction, request.Options.SplitSeed);
            notes = [.. notes, $"there is no folder 'test': {test.Length} images are held out for it (--test-fraction, --split-seed)"];
        }

        var validation = Places(decoded.Kept, trainEnd, validationEnd);
        RequireClasses(spec, images, train);
        Require(spec, "test", test);
        return new Dataset(name, Part(images, "train", train), Part(images, "test", test))
        {
            Validation = tree.Validation.Count == 0 ? null : Part(images, "val", Require(spec, "val", validation)),
            Findings = decoded.Findings with { Notes = notes },
        };
    }

    private static int[] Places(int[] kept, int from, int to) =>
        [.. Enumerable.Range(0, kept.Length).Where(i => kept[i] >= from && kept[i] < to)];

    private static ImageSet Part(ImageSet images, string name, int[] places)
    {
        var part = images.Select(places);
        return new ImageSet($"{images.Name}/{name}", part.Shape, part.ClassNames, part.Pixels, part.Labels);
    }

    private static int[] Require(string spec, string part, int[] places) => places.Length > 0
        ? places
        : throw new InvalidInputException(
            spec, $"no image is left for {part}", "add images: a class needs two where its test images are held out, and readable ones");

    private static void RequireClasses(string spec, ImageSet images, int[] train)
    {
        var seen = train.Select(i => images.Labels[i]).ToHashSet();
        var empty = images.ClassNames.Where((_, label) => !seen.Contains((byte)label)).ToArray();
        if (empty.Length > 0)
        {
            throw new InvalidInputException(
                spec, $"no readable training image of {string.Join(", ", empty)}", "add some, or remove the folder");
        }
    }
}
