using System.CommandLine;
using System.Text.Json;
using Espalier.Cli.Options;
using Espalier.Cli.Output;
using Espalier.Corruptions;
using Espalier.Data;
using Espalier.Studies;

namespace Espalier.Cli.Commands;

/// <summary><c>data</c>: what a data set holds, before a search is begun with it.</summary>
internal sealed class DataCommand
{
    private const int MostClasses = 30;

    private readonly Argument<string> name = new("data") { Description = "what --data takes: a name, a folder, files", HelpName = "D" };
    private readonly DataChoices reading = new();
    private readonly Option<string?> sheet = Given.Text("--sheet", "FILE", "write a contact sheet, a few images of every class, as .png or .html");
    private readonly Option<int?> perClass = Given.Whole(
        "--per-class", $"images of each class on the sheet (default {ContactSheet.DefaultPerClass})", 1, 100);

    private readonly Option<string?> corruptions = Given.Text(
        "--corruptions", "FILE", "write what every common corruption makes of the first training image, as .png");

    private readonly Option<int?> severity = Given.Whole(
        "--severity", $"how bad it is on that picture (default {CorruptionSheet.DefaultSeverity})", 1, Corruption.Severities);

    private readonly Option<bool> json = Given.Flag("--json", "print one JSON document");

    internal static Command Create()
    {
        var own = new DataCommand();
        var command = new Command(
            "data", "Tell what a data set holds: classes, counts, sizes, mean and deviation, unreadable files, images that are there twice.")
        {
            own.name, own.sheet, own.perClass, own.corruptions, own.severity, own.json,
        };
        own.reading.AddTo(command);
        command.SetAction(own.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var file = parsed.GetValue(sheet);
        var drawn = file is null ? null : Format(file);
        var corrupted = parsed.GetValue(corruptions);
        if (corrupted is not null && !Path.GetExtension(corrupted).Equals(".png", StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidInputException($"--corruptions '{corrupted}'", "does not end in .png", "give a name that does");
        }

        // To list what is unreadable, everything else has to be read.
        var data = DataReading.Load(parsed.GetValue(name)!, reading.Options(parsed) with { SkipUnreadable = true }, warn: false);
        var report = DataReport.Of(data);
        if (drawn is not null)
        {
            AtomicBytes.Write(file!, drawn(data, parsed.GetValue(perClass) ?? ContactSheet.DefaultPerClass));
        }

        if (corrupted is not null)
        {
            AtomicBytes.Write(corrupted, CorruptionSheet.Png(data.Train, parsed.GetValue(severity) ?? CorruptionSheet.DefaultSeverity, seed: 1));
        }

        if (parsed.GetValue(json))
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(report, StudyJson.Document));
        }
        else
        {
            Print(report, file, corrupted);
        }

        return ExitCode.Done;
    }

    private static Func<Dataset, int, byte[]> Format(string file) => Path.GetExtension(file).ToLowerInvariant() switch
    {
        ".png" => (data, count) => ContactSheet.Png(data.Train, count),
        ".html" or ".htm" => (data, count) => System.Text.Encoding.UTF8.GetBytes(ContactSheet.Html(data.Name, data.Train, count)),
        _ => throw new InvalidInputException($"--sheet '{file}'", "ends in neither .png nor .html", "give a name that does"),
    };

    private static void Print(DataReport report, string? file, string? corrupted)
    {
        var facts = new Sheet();
        facts.Add("data", report.Name);
        facts.Add("images", $"{string.Join(" + ", report.Parts.Select(part => $"{Readable.Count(part.Images)} {part.Name}"))}, {report.Shape}");
        facts.Add("mean", string.Join(", ", report.Mean.Select(value => Readable.Share(value))));
        facts.Add("deviation", string.Join(", ", report.Std.Select(value => Readable.Share(value))));
        if (report.Sizes.Count > 1)
        {
            facts.Add("stored as", $"{string.Join(", ", report.Sizes.Take(5).Select(size => $"{size.Size} ({Readable.Count(size.Images)})"))}"
                + (report.Sizes.Count > 5 ? $", and {report.Sizes.Count - 5} sizes more" : string.Empty));
        }

        var twice = report.Duplicates;
        facts.Add("twice", $"{Readable.Count(twice.InTrain)} in train, {Readable.Count(twice.TestInTrain)} of the other parts are in train, "
            + $"{Readable.Count(twice.OtherLabel)} with another class");
        if (file is not null)
        {
            facts.Add("sheet", file);
        }

        if (corrupted is not null)
        {
            facts.Add("corruptions", corrupted);
        }

        facts.Print();
        PrintClasses(report);
        foreach (var note in report.Notes)
        {
            Console.Out.WriteLine($"note: {note}");
        }

        foreach (var unreadable in report.Unreadable)
        {
            Console.Out.WriteLine($"unreadable: {unreadable.File}: {unreadable.Fault}");
        }
    }

    private static void PrintClasses(DataReport report)
    {
        Console.Out.WriteLine();
        var classes = new Sheet(["class", .. report.Parts.Select(part => $">{part.Name}")]);
        for (var label = 0; label < Math.Min(report.Classes.Count, MostClasses); label++)
        {
            classes.Add([report.Classes[label], .. report.Parts.Select(part => Readable.Count(part.PerClass[label]))]);
        }

        classes.Print();
        if (report.Classes.Count > MostClasses)
        {
            Console.Out.WriteLine($"and {report.Classes.Count - MostClasses} classes more (--json lists all)");
        }
    }
}
