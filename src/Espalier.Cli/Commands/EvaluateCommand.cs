using System.CommandLine;
using System.Text.Json;
using Espalier.Attacks;
using Espalier.Cli.Options;
using Espalier.Cli.Output;
using Espalier.Data;
using Espalier.Evaluation;
using Espalier.Spaces;
using Espalier.Studies;

namespace Espalier.Cli.Commands;

/// <summary><c>evaluate</c>: a trained network on the test images, clean and under an attack.</summary>
internal sealed class EvaluateCommand
{
    private readonly Option<string?> model = ModelSource.Option();
    private readonly Option<string?> data = Given.Text("--data", "D", "whose test images (default: those of the data it was trained on)");
    private readonly Option<string?> attack = Given.Text(
        "--attack", "A", $"one of {string.Join(", ", AttackCatalog.Names)} (default none)");

    private readonly Option<double?> epsilon = Given.Epsilon("radius of adversarial images in pixel units (default 2/255)");
    private readonly Option<int?> images = Given.Whole("--images", "use the first N test images, 0 = all", 0);
    private readonly Option<ulong?> seed = Given.Seed();
    private readonly Option<int?> threads = Given.Whole("--threads", "threads of one operator", 1);
    private readonly Option<bool> json = Given.Flag("--json", "print one JSON document");
    private readonly DataChoices reading = new();

    internal static Command Create()
    {
        var own = new EvaluateCommand();
        var command = new Command("evaluate", "Evaluate a trained network on test images, as they are and under an attack.")
        {
            own.model, own.data, own.attack, own.epsilon, own.images, own.seed, own.threads, own.json,
        };
        own.reading.AddTo(command);
        command.SetAction(own.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var name = parsed.GetValue(attack) ?? "none";
        var method = AttackCatalog.Create(name, new AttackSettings { Epsilon = parsed.GetValue(epsilon) ?? AttackSettings.DefaultEpsilon });
        set_num_threads(parsed.GetValue(threads) ?? Environment.ProcessorCount);
        var (network, card) = ModelSource.Load(parsed.GetValue(model));
        using (network)
        {
            var test = ModelSource.Test(
                parsed.GetValue(data) ?? card.Data, reading.Options(parsed, card.DataOptions), parsed.GetValue(images) ?? 0, card);
            var clock = TimeProvider.System;
            var began = clock.GetTimestamp();
            var (clean, attacked) = Interruption.Guard(
                token => Watching.Run(watch => Count(network, test, name, method, parsed.GetValue(seed) ?? 1, watch(string.Empty), token)),
                $"interrupted; begin again with: {CommandText.Of(parsed)}");
            var time = clock.GetElapsedTime(began);
            Print(
                Evaluation.Of(card, parsed.GetValue(data) ?? card.Data, test, name, method, clean, attacked, time), parsed.GetValue(json));
        }

        return ExitCode.Done;
    }

    private static (Accuracy Clean, Accuracy? Attacked) Count(
        Network network, ImageSet test, string name, IAttack attack, ulong seed, IFlowObserver observer, CancellationToken cancellation)
    {
        observer.Begin("evaluate", $"{test.Count} images of {test.Name}, attack {name}");
        Action<int, int> progress = (done, total) => observer.Progress(done, total, "images", done == total);
        if (attack is NoAttack)
        {
            return (new Evaluator().Clean(network, test, progress, cancellation), null);
        }

        // One pass gives both; the second attack is spared.
        var report = new Evaluator().Robust(network, test, attack, new NoAttack(), seed, progress, cancellation);
        return (report.Clean, report.Fgsm);
    }

    private static void Print(Evaluation result, bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(result, StudyJson.Document));
            return;
        }

        var sheet = new Sheet();
        sheet.Add("images", $"{Readable.Count(result.Images)} test images of {result.Data}");
        foreach (var (kind, accuracy) in result.Accuracy)
        {
            var (low, high) = (result.Interval[kind][0], result.Interval[kind][1]);
            sheet.Add(kind, $"{Readable.Share(accuracy)} (95 % interval {Readable.Share(low)} to {Readable.Share(high)})");
        }

        if (result.Attack is { } attack)
        {
            sheet.Add(
                "attack", $"{attack.Name}, epsilon {Readable.Epsilon(attack.Epsilon)}, {attack.Steps} steps of {attack.StepSize:0.######}");
        }

        sheet.Add("seconds", Readable.Seconds(result.Seconds));
        sheet.Print();
    }

    /// <summary>The document of <c>--json</c>; accuracies are keyed as in result.json: clean, fgsm, pgd.</summary>
    private sealed record Evaluation(
        string Space,
        string Genotype,
        string Data,
        int Images,
        IReadOnlyDictionary<string, double> Accuracy,
        IReadOnlyDictionary<string, double[]> Interval,
        AttackUsed? Attack,
        double Seconds)
    {
        internal static Evaluation Of(
            ModelCard card, string data, ImageSet test, string name, IAttack attack, Accuracy clean, Accuracy? attacked, TimeSpan time)
        {
            var counted = new Dictionary<string, Accuracy> { ["clean"] = clean };
            if (attacked is not null)
            {
                counted.Add(name.Split('-')[0], attacked);
            }

            var used = attack.Settings;
            return new Evaluation(
                card.Space,
                card.Genotype,
                data,
                test.Count,
                counted.ToDictionary(pair => pair.Key, pair => pair.Value.Fraction),
                counted.ToDictionary(pair => pair.Key, pair => new[] { pair.Value.Interval.Low, pair.Value.Interval.High }),
                attacked is null ? null : new AttackUsed(name, "linf", used.Epsilon, used.Steps ?? 1, used.StepSize ?? 0),
                time.TotalSeconds);
        }
    }

    private sealed record AttackUsed(string Name, string Norm, double Epsilon, int Steps, double StepSize);
}
