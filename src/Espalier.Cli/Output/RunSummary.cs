using Espalier.Studies;

namespace Espalier.Cli.Output;

/// <summary>What a run came to, for people.</summary>
internal static class RunSummary
{
    internal static void Print(RunResult result, string folder)
    {
        var sheet = new Sheet();
        sheet.Add("method", $"{result.Method} ({result.Space}, {result.Data}, seed {result.Seed})");
        sheet.Add("genotype", Field(result));
        if (result.Search?.Failure is { } failure)
        {
            sheet.Add("search", $"ended early: {failure}");
        }

        sheet.Add("parameters", Readable.Count(result.Params));
        sheet.Add("MACs", Readable.Count(result.Macs));
        if (result.LatencyMilliseconds is { } latency)
        {
            sheet.Add("latency", result.LatencyDevice is { } device
                ? $"{Readable.Number(latency)} ms on {device}, by its table"
                : Readable.Latency(latency, result.Environment.Threads));
        }

        if (result is { Accuracy: { } accuracy, Attack: { } attack })
        {
            sheet.Add("accuracy", Readable.Accuracies(accuracy, $"PGD-{attack.Steps}", result.TestImages));
            sheet.Add(string.Empty, $"epsilon {Readable.Epsilon(attack.Epsilon)}{Intervals(result)}");
        }

        if (result.Train is { Kept: { } kept } training)
        {
            sheet.Add("kept", $"epoch {kept.Epoch + 1} of {training.Epochs}: PGD-10 {Readable.Share(kept.Pgd)} of {kept.Images} training images held out");
        }

        if (result.Finalists is [{ Trained: { } trained }, ..] && trained.Clean.Count > 1)
        {
            sheet.Add("replicates", $"clean {Readable.Mean(trained.Clean)}, FGSM {Readable.Mean(trained.Fgsm)}, PGD {Readable.Mean(trained.Pgd)}");
        }

        sheet.Add("seconds", string.Join(", ", Times(result)));
        if (result.Hash is { } hash)
        {
            sheet.Add("hash", hash);
        }

        sheet.Add("files", folder);
        sheet.Add("report", $"{CommandText.Of("report", folder)} draws all of it on one page");
        sheet.Print();
        FrontSheet.Print(result);
    }

    private static string Intervals(RunResult result) =>
        result.TestImages is { } images ? $", {Readable.Count(images)} test images, 95 % intervals" : string.Empty;

    private static IEnumerable<string> Times(RunResult result)
    {
        if (result.Search is { } search)
        {
            yield return $"search {Readable.Seconds(search.Seconds)}";
            if (search.JudgedSeconds is { } judged)
            {
                yield return $"judging {Readable.Seconds(judged)}";
            }
        }

        yield return result.Train is { } training ? $"training {Readable.Seconds(training.Seconds)}" : "not trained";
    }

    private static string Field(RunResult result) =>
        Flow.SpaceOf(result.Space).Parse(result.Genotype, "result").FieldNotation ?? result.Genotype;
}
