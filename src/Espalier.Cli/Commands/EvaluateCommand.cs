using System.CommandLine;
using Espalier.Attacks;
using Espalier.Cli.Options;
using Espalier.Cli.Output;
using Espalier.Corruptions;
using Espalier.Data;
using Espalier.Evaluation;
using Espalier.Spaces;
using Espalier.Studies;

namespace Espalier.Cli.Commands;

/// <summary><c>evaluate</c>: a trained network on the test images, clean, under attacks or corruptions, or beside images of other data.</summary>
internal sealed class EvaluateCommand
{
    private const string NoAttack = "none";
    private readonly Option<string?> model = ModelSource.Option();
    private readonly Option<string?> data = Given.Text("--data", "D", "whose test images (default: those of the data it was trained on)");
    private readonly Option<string?> attack = Given.Text(
        "--attack", "A", $"one of {string.Join(", ", AttackCatalog.Names)} (default none), or several with commas between: the worst counts");

    private readonly Option<string?> corruptions = Given.OptionalText(
        "--corruptions", "all|NAME,NAME:3", "accuracy under common corruptions, all or some, at all severities or at the one behind a colon");

    private readonly Option<string?> ood = Given.Text(
        "--ood", $"D|{NoiseImages.Name}", "how well confidence tells the test images from those of other data, or from noise");

    private readonly ThreatChoices threat = new();
    private readonly Option<int?> restarts = Given.Whole(
        "--restarts", "runs of an attack on images that stand, from the second on from random starts (default 1)", 1, AttackSettings.MostRestarts);

    private readonly Option<bool> randomStart = Given.Flag("--random-start", "begin at random points of the ball, also the first time");
    private readonly Option<int?> images = Given.Whole("--images", "use the first N test images, 0 = all", 0);
    private readonly Option<string?> output = Given.Text(
        "--out", "DIR", "where the evaluation is kept, and goes on after an interruption (default: beside the model)");

    private readonly Option<ulong?> seed = Given.Seed();
    private readonly Option<int?> threads = Given.Whole("--threads", "threads of one operator", 1);
    private readonly Option<bool> json = Given.Flag("--json", "print one JSON document");
    private readonly DataChoices reading = new();

    internal static Command Create()
    {
        var own = new EvaluateCommand();
        var command = new Command(
            "evaluate", "Evaluate a trained network on test images: as they are, under attacks, under common corruptions, or beside images of other data.")
        {
            own.model, own.data, own.attack, own.corruptions, own.ood, own.restarts, own.randomStart, own.images, own.output, own.seed,
            own.threads, own.json,
        };
        own.threat.AddTo(command);
        own.reading.AddTo(command);
        command.SetAction(own.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var name = parsed.GetValue(attack) ?? NoAttack;
        var settings = threat.Settings(parsed) with { Restarts = parsed.GetValue(restarts) ?? 1, RandomStart = parsed.GetValue(randomStart) };
        var attacks = AttackCatalog.Parts(name, settings);
        var corrupted = parsed.GetResult(corruptions) is null ? null : parsed.GetValue(corruptions) ?? CorruptionCatalog.Everything;
        var cells = corrupted is null ? [] : CorruptionCatalog.Cells(corrupted);
        var outliers = parsed.GetValue(ood);
        RequireOne(name == NoAttack ? null : "--attack", corrupted is null ? null : "--corruptions", outliers is null ? null : "--ood");
        set_num_threads(parsed.GetValue(threads) ?? Environment.ProcessorCount);
        var (network, card) = ModelSource.Load(parsed.GetValue(model));
        using (network)
        {
            var (asJson, options) = (parsed.GetValue(json), reading.Options(parsed, card.DataOptions));
            var subject = Subject(parsed, network, card, options);
            if (corrupted is not null)
            {
                CorruptedEvaluation.Run(subject, corrupted, cells, asJson);
            }
            else if (outliers is not null)
            {
                OutlierComparison.Run(subject, outliers, options.Root, asJson, parsed.GetValue(images) ?? 0);
            }
            else
            {
                EvaluationSheet.Print(name == NoAttack ? Clean(subject) : Attacked(subject, name, attacks), asJson);
            }
        }

        return ExitCode.Done;
    }

    private static void RequireOne(params string?[] given)
    {
        if (given.OfType<string>().ToArray() is { Length: > 1 } several)
        {
            throw new InvalidInputException(string.Join(", ", several), "are evaluations of their own", "ask for one at a time");
        }
    }

    private EvaluatedModel Subject(ParseResult parsed, Network network, ModelCard card, DataOptions options)
    {
        var (given, source) = (parsed.GetValue(model), parsed.GetValue(data) ?? card.Data);
        return new(
            network,
            card,
            ModelFile.Checksum(ModelSource.PathOf(given)),
            source,
            ModelSource.Test(source, options, parsed.GetValue(images) ?? 0, card),
            parsed.GetValue(seed) ?? 1,
            parsed.GetValue(output) ?? ModelSource.FolderOf(given),
            CommandText.Of(parsed));
    }

    private static EvaluationDocument Clean(EvaluatedModel model)
    {
        var clock = TimeProvider.System;
        var (began, test) = (clock.GetTimestamp(), model.Test);
        var accuracy = Interruption.Guard(
            token => Watching.Run(watch =>
            {
                var observer = watch(string.Empty);
                observer.Begin("evaluate", $"{test.Count} images of {test.Name}, no attack");
                return new Evaluator().Clean(
                    model.Network, test, (done, total) => observer.Progress(done, total, "images", done == total), token);
            }),
            $"interrupted; begin again with: {model.Command}");
        return EvaluationDocument.Of(model.Card, model.Data, test, accuracy, clock.GetElapsedTime(began));
    }

    private static EvaluationDocument Attacked(EvaluatedModel model, string name, IReadOnlyList<NamedAttack> attacks)
    {
        var settings = attacks[0].Attack.Settings;
        var request = new RobustRequest
        {
            Model = model.Checksum,
            Data = model.Data,
            Images = model.Test.Count,
            Attack = name,
            Norm = settings.Norm,
            Epsilon = settings.Epsilon,
            Attacks = [.. attacks.Select(RequestedAttack.Of)],
            Seed = model.Seed,
            Batch = RobustEvaluator.DefaultBatch,
        };
        var folder = new RobustFolder(model.Folder);
        var evaluator = new RobustEvaluator(model.Network, model.Test, attacks, request, TimeProvider.System);
        var found = Interruption.Guard(
            token => Watching.Run(watch =>
            {
                var observer = watch(string.Empty);
                var begun = folder.Find(request);
                if (begun?.Stages is [.., var last])
                {
                    observer.Begin("evaluate", $"goes on where it was interrupted: {last.Name}, {last.Batches} batches done");
                }

                return evaluator.Run(begun, folder.Save, observer, token) with { Command = model.Command };
            }),
            model.GoOn);
        return EvaluationDocument.Of(model.Card, model.Test, found, attacks, folder.Finish(found));
    }
}
