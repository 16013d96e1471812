using Espalier.Estimators.Tables;

namespace Espalier.Cli.Benches;

/// <summary>Which devices of the table the bench learns from, and which it predicts.</summary>
/// <param name="Known">Those it learns from.</param>
/// <param name="Unseen">Those whose mean counts: the published new ones, or those asked for.</param>
/// <param name="Validation">The published ones that settings were chosen by.</param>
/// <param name="Further">All others of the table.</param>
internal sealed record LatencyDevices(
    IReadOnlyList<string> Known, IReadOnlyList<string> Unseen, IReadOnlyList<string> Validation, IReadOnlyList<string> Further)
{
    private const string KnownOption = "--known";
    private const string UnseenOption = "--unseen";

    /// <summary>The devices as given.</summary>
    /// <param name="known">Names with commas between them; null: the published ones.</param>
    /// <param name="unseen">The same; null: all others of the table.</param>
    /// <param name="table">The table.</param>
    /// <exception cref="InvalidInputException">One is not in the table, is given twice, or none is left to be predicted.</exception>
    internal static LatencyDevices Of(string? known, string? unseen, NasBench201LatencyTable table)
    {
        var learnt = Given(KnownOption, known, table) ?? HelpProtocol.Known;
        foreach (var device in learnt)
        {
            table.Milliseconds(device);
        }

        if (Given(UnseenOption, unseen, table) is { } asked)
        {
            return asked.Intersect(learnt).FirstOrDefault() is { } both
                ? throw new InvalidInputException(UnseenOption, $"names {both}, which is learnt from", $"leave it out there, or of {KnownOption}")
                : new(learnt, asked, [], []);
        }

        string[] left = [.. table.Devices.Except(learnt)];
        string[] published = [.. HelpProtocol.Unseen.Intersect(left)];
        string[] validation = [.. HelpProtocol.Validation.Intersect(left)];
        string[] further = [.. left.Except(published).Except(validation)];
        return (left.Length, published.Length) switch
        {
            (0, _) => throw new InvalidInputException(KnownOption, "leaves none to be predicted", "name fewer of them"),
            (_, 0) => new(learnt, left, [], []),
            _ => new(learnt, published, validation, further),
        };
    }

    private static string[]? Given(string option, string? given, NasBench201LatencyTable table)
    {
        if (given is null)
        {
            return null;
        }

        string[] devices = given.Split(',', StringSplitOptions.TrimEntries);
        foreach (var device in devices)
        {
            table.Milliseconds(device);
        }

        return devices.Distinct().Count() == devices.Length
            ? devices
            : throw new InvalidInputException(option, "names a device twice", "name each once");
    }
}
