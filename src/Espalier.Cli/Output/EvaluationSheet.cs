using System.Text.Json;
using Espalier.Studies;

namespace Espalier.Cli.Output;

/// <summary>An evaluation for people: accuracies with intervals, what each attack did, and what is suspicious.</summary>
internal static class EvaluationSheet
{
    internal static void Print(EvaluationDocument result, bool json)
    {
        foreach (var alarm in result.Alarms ?? [])
        {
            Console.Error.WriteLine($"warning: {alarm.Name}: {alarm.Text}");
        }

        foreach (var note in result.Notes ?? [])
        {
            Console.Error.WriteLine($"note: {note}");
        }

        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(result, StudyJson.Document));
            return;
        }

        Summary(result).Print();
        if (result.Attacks is { Count: > 1 } attacks)
        {
            Console.Out.WriteLine();
            Table(attacks).Print();
        }
    }

    private static Sheet Summary(EvaluationDocument result)
    {
        var sheet = new Sheet();
        sheet.Add("images", $"{Readable.Count(result.Images)} test images of {result.Data}");
        foreach (var (kind, accuracy) in result.Accuracy)
        {
            sheet.Add(kind, $"{Readable.Share(accuracy)} (95 % interval {Ends(result.Interval[kind])})");
        }

        if (result.Attack is { } attack)
        {
            var steps = attack.Steps is { } count ? $", {count} steps, the first of {attack.StepSize:0.######}" : string.Empty;
            sheet.Add("attack", $"{attack.Name}, {attack.Norm}, epsilon {Readable.Epsilon(attack.Epsilon)}{steps}");
        }

        sheet.Add("seconds", Readable.Seconds(result.Seconds));
        if (result.File is { } file)
        {
            sheet.Add("kept in", file);
        }

        return sheet;
    }

    private static Sheet Table(IReadOnlyList<EvaluationDocument.AttackDone> attacks)
    {
        var sheet = new Sheet("attack", ">attacked", ">broken", ">accuracy", ">95 % interval", ">seconds");
        foreach (var attack in attacks)
        {
            sheet.Add(
                attack.Name,
                Readable.Count(attack.Attacked),
                Readable.Count(attack.Broken),
                Readable.Share(attack.Accuracy),
                Ends(attack.Interval),
                Readable.Seconds(attack.Seconds));
        }

        return sheet;
    }

    private static string Ends(double[] interval) => $"{Readable.Share(interval[0])} to {Readable.Share(interval[1])}";
}
