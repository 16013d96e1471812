using System.CommandLine;
using Espalier.Data;

namespace Espalier.Cli.Options;

/// <summary>How data is read where its files leave it open: options of every command that reads data.</summary>
internal sealed class DataChoices
{
    private readonly Option<string?> size = Given.Text(
        "--image-size", "HxW|N", "resize every image to H rows of W pixels (default: the size of the files, or the commonest)");

    private readonly Option<int?> channels = Given.Whole(
        "--image-channels", "1 = grey, 3 = colour (default: grey where every pixel of every image is)", 1, 3);

    private readonly Option<bool> skip = Given.Flag("--skip-unreadable", "leave out files that cannot be decoded instead of refusing them");
    private readonly Option<double?> test = Given.Number(
        "--test-fraction", "part of every class held out for the test where the data has no test part (default 0.2)", 0.001, 0.999);

    private readonly Option<ulong?> seed = Given.Seed("--split-seed", "what that part is drawn by, whatever --seed says (default 1)");
    private readonly Option<string?> label = Given.Text("--label", "NAME", "the column of a CSV table that names the class");
    private readonly Option<string?> root = Given.Text(
        "--data-root", "DIR", "where data sets known by name are, or are put (default: ESPALIER_DATA, or a folder of yours)");

    /// <summary>All of them.</summary>
    internal IReadOnlyList<Option> All => [size, channels, skip, test, seed, label, root];

    internal void AddTo(Command command)
    {
        foreach (var option in All)
        {
            command.Add(option);
        }
    }

    /// <summary>What was given, over what is there already.</summary>
    /// <exception cref="InvalidInputException">A value is no size or no number of channels.</exception>
    internal DataOptions Options(ParseResult parsed, DataOptions? known = null)
    {
        known ??= new DataOptions();
        return known with
        {
            Size = parsed.GetValue(size) is { } text ? ImageSize.Parse(text, "--image-size") : known.Size,
            Channels = parsed.GetValue(channels) is not 2
                ? parsed.GetValue(channels) ?? known.Channels
                : throw new InvalidInputException("--image-channels '2'", "images are grey or coloured", "give 1 or 3"),
            SkipUnreadable = parsed.GetValue(skip) || known.SkipUnreadable,
            TestFraction = parsed.GetValue(test) ?? known.TestFraction,
            SplitSeed = parsed.GetValue(seed) ?? known.SplitSeed,
            Label = parsed.GetValue(label) ?? known.Label,
            Root = parsed.GetValue(root) ?? known.Root,
        };
    }
}
