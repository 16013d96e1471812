using Espalier.Estimators;
using Espalier.Studies;

namespace Espalier.Cli.Output;

/// <summary>The front of a finished run, for people: its members by size, then what was trained and is not on it.</summary>
internal static class FrontSheet
{
    /// <summary>Prints nothing where there is but one network, trained once.</summary>
    internal static void Print(RunResult result)
    {
        var rows = Rows(result).ToArray();
        if (rows.Length < 2 && result.Finalists is null)
        {
            return;
        }

        Console.Out.WriteLine($"\nthe front: {Readable.Count(result.Front.Count)} of {Compared(result)}");
        var shifts = Shifts(rows.Select(row => row.Member.Accuracy).ToArray());
        var sheet = new Sheet(
        [
            "", ">validation", ">attacked", .. shifts.Select(shift => $">{shift.Name}"), ">parameters", ">MACs",
            result.LatencyDevice is { } device ? $">ms on {device}" : ">ms", ">test clean", ">test FGSM", ">test PGD", "trained",
        ]);
        foreach (var (member, isOnFront) in rows)
        {
            sheet.Add(
            [
                Name(member, isOnFront, result),
                Readable.Share(member.JudgedBy == ResultJudge.Training ? null : member.Accuracy?.Clean),
                Readable.Share(member.JudgedBy == ResultJudge.Training ? null : member.Accuracy?.Pgd),
                .. shifts.Select(shift => Readable.Share(shift.Of(member.Accuracy))),
                Readable.Count(member.Params),
                Readable.Count(member.Macs),
                Readable.Number(member.LatencyMilliseconds),
                Readable.Share(member.Trained?.Clean),
                Readable.Share(member.Trained?.Fgsm),
                Readable.Share(member.Trained?.Pgd),
                Model(member, result),
            ]);
        }

        sheet.Print();
        foreach (var reach in Reaches([.. rows.Select(row => row.Member)], result).OfType<string>())
        {
            Console.Out.WriteLine(reach);
        }
    }

    /// <summary>How well the table's accuracies are known, which would not fit into its cells.</summary>
    private static IEnumerable<string?> Reaches(ResultCandidate[] members, RunResult result)
    {
        var judged = members.Where(member => member.JudgedBy != ResultJudge.Training).Select(member => member.Accuracy).OfType<ResultAccuracy>().ToArray();
        var trained = members.Select(member => member.Trained).OfType<ResultMeans>().SelectMany(means => new[] { means.Clean, means.Fgsm, means.Pgd }).ToArray();
        yield return Readable.Reach("validation", judged.Select(accuracy => accuracy.Clean), result.ValidationImages);
        yield return Readable.Reach(
            "attacked", judged.Select(accuracy => accuracy.Pgd), result.ValidationImages is { } images ? Math.Min(images, ValidationJudge.AttackedImages) : null);
        yield return Readable.Reach("test, one training", trained.Where(mean => mean.Count == 1).Select(mean => (double?)mean.Mean), result.TestImages);
        var means = trained.Where(mean => mean.Interval is not null).ToArray();
        yield return means.Length == 0 ? null
            : $"test, {means.Min(mean => mean.Count)} trainings: mean ± standard deviation; 95 % intervals (Student) of the means reach "
                + $"{Readable.Share(means.Max(mean => mean.Interval![1] - mean.Mean))} to a side at most";
    }

    /// <summary>What was an objective beside accuracy and cost: a column for each.</summary>
    private static (string Name, Func<ResultAccuracy?, double?> Of)[] Shifts(ResultAccuracy?[] judged) =>
    [
        .. new (string Name, Func<ResultAccuracy?, double?> Of)[] { ("corrupted", found => found?.Corrupted), ("ood AUROC", found => found?.Ood) }
            .Where(shift => judged.Any(found => shift.Of(found) is not null)),
    ];

    /// <summary>The members by size, then the one that the search came to where it is none of them.</summary>
    private static IEnumerable<(ResultCandidate Member, bool IsOnFront)> Rows(RunResult result)
    {
        foreach (var member in result.Front.OrderBy(member => member.Params))
        {
            yield return (member, true);
        }

        if (result.Front.All(member => member.Genotype != result.Genotype))
        {
            yield return (new ResultCandidate(
                result.Genotype,
                result.Params,
                result.Macs,
                result.Search?.JudgedAccuracy,
                result.LatencyMilliseconds,
                Finalist: result.Finalists?[0].Number,
                Trained: result.Finalists?[0].Trained ?? Once(result.Accuracy)), false);
        }
    }

    private static ResultMeans? Once(ResultAccuracy? accuracy) => accuracy is { Clean: { } clean, Fgsm: { } fgsm, Pgd: { } pgd }
        ? new(ResultMean.Of([clean]), ResultMean.Of([fgsm]), ResultMean.Of([pgd]))
        : null;

    private static string Name(ResultCandidate member, bool isOnFront, RunResult result) => string.Join(", ", new[]
    {
        member.Genotype == result.Genotype ? "the one found" : null,
        isOnFront ? null : "not on the front",
    }.OfType<string>());

    private static string Model(ResultCandidate member, RunResult result) =>
        result.Finalists?.FirstOrDefault(finalist => finalist.Number == member.Finalist) is { } finalist
            ? finalist.Replicates[0].Model
            : member.Trained is null ? string.Empty : "model.safetensors";

    private static string Compared(RunResult result) => result.Front.Any(member => member.JudgedBy == ResultJudge.ShortTraining)
        ? $"{Readable.Count(result.Search?.Steps)} trials, each trained shortly"
        : $"{Readable.Count(result.Search?.Judged ?? 1)} networks around the one found, judged by the weights they shared";
}
