using System.CommandLine;
using Espalier.Cli.Output;
using Espalier.Data;
using Espalier.Spaces;
using Espalier.Studies;

namespace Espalier.Cli.Options;

/// <summary>A trained network that a user names, and test images that fit it.</summary>
internal static class ModelSource
{
    private const string FileName = "model.safetensors";

    internal static Option<string?> Option() => Given.Text("--model", "DIR|FILE", $"a run's folder, or a {FileName}");

    /// <summary>The network, which the caller owns.</summary>
    /// <exception cref="InvalidInputException">There is none.</exception>
    internal static (Network Network, ModelCard Card) Load(string? given)
    {
        return ModelFile.Load(Existing(given), Flow.SpaceOf);
    }

    /// <summary>The file of a network, which is there.</summary>
    /// <exception cref="InvalidInputException">There is none.</exception>
    internal static string Existing(string? given)
    {
        var path = PathOf(given);
        return File.Exists(path)
            ? path
            : throw new InvalidInputException(
                path, "there is no such file", $"give the folder of a run that trained its network, or a {FileName}");
    }

    /// <summary>What the run of a network came to, where its result lies beside it.</summary>
    internal static RunResult? RunOf(string? given)
    {
        var path = Path.Combine(Path.GetDirectoryName(PathOf(given))!, "result.json");
        return File.Exists(path) ? RunResult.Load(path) : null;
    }

    /// <summary>The folder that a network lies in.</summary>
    internal static string FolderOf(string? given) => Path.GetDirectoryName(PathOf(given))!;

    /// <summary>The first test images of data of the kind that a network was trained on.</summary>
    /// <param name="name">The data.</param>
    /// <param name="options">How it is read.</param>
    /// <param name="images">How many; 0 = all.</param>
    /// <param name="card">The network's.</param>
    /// <param name="option">What asks for so many.</param>
    /// <exception cref="InvalidInputException">The data is missing, of another kind, or has fewer images.</exception>
    internal static ImageSet Test(string name, DataOptions options, int images, ModelCard card, string option = "--images")
    {
        var expected = card.Settings();
        var data = DataReading.Load(name, options, expected.Input);
        var test = data.Test;
        if (test.Shape != expected.Input || test.Classes != expected.Classes)
        {
            throw new InvalidInputException(
                $"data '{name}'",
                $"has images {test.Shape} of {test.Classes} classes, the network takes {expected.Input} of {expected.Classes}",
                "give data of the kind it was trained on");
        }

        var count = new ImageCounts(data).Test(option, images, 0);
        return count == 0 ? test : test.Take(count);
    }

    /// <summary>The file of a network.</summary>
    /// <exception cref="InvalidInputException">None is named.</exception>
    internal static string PathOf(string? given)
    {
        if (string.IsNullOrWhiteSpace(given))
        {
            throw new InvalidInputException("--model", "is missing", $"give the folder of a finished run, or its {FileName}");
        }

        return Path.GetFullPath(Directory.Exists(given) ? Path.Combine(given, FileName) : given);
    }
}
