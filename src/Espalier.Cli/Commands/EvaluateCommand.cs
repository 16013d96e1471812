using System.CommandLine;
using Espalier.Attacks;
using Espalier.Cli.Options;
using Espalier.Cli.Output;
using Espalier.Data;
using Espalier.Evaluation;
using Espalier.Spaces;
using Espalier.Studies;

namespace Espalier.Cli.Commands;

/// <summary><c>evaluate</c>: a trained network on the test images, clean and under attacks.</summary>
internal sealed class EvaluateCommand
{
    private const string NoAttack = "none";
    private readonly Option<string?> model = ModelSource.Option();
    private readonly Option<string?> data = Given.Text("--data", "D", "whose test images (default: those of the data it was trained on)");
    private readonly Option<string?> attack = Given.Text(
        "--attack", "A", $"one of {string.Join(", ", AttackCatalog.Names)} (default none), or several with commas between: the worst counts");

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
        var command = new Command("evaluate", "Evaluate a trained network on test images, as they are and under attacks.")
        {
            own.model, own.data, own.attack, own.restarts, own.randomStart, own.images, own.output, own.seed, own.threads, own.json,
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
        set_num_threads(parsed.GetValue(threads) ?? Environment.ProcessorCount);
        var (network, card) = ModelSource.Load(parsed.GetValue(model));
        using (network)
        {
            var source = parsed.GetValue(data) ?? card.Data;
            var test = ModelSource.Test(source, reading.Options(parsed, card.DataOptions), parsed.GetValue(images) ?? 0, card);
            var document = name == NoAttack
                ? Clean(parsed, network, card, source, test)
                : Attacked(parsed, network, card, source, test, name, attacks);
            EvaluationSheet.Print(document, parsed.GetValue(json));
        }

        return ExitCode.Done;
    }

    private static EvaluationDocument Clean(ParseResult parsed, Network network, ModelCard card, string source, ImageSet test)
    {
        var clock = TimeProvider.System;
        var began = clock.GetTimestamp();
        var accuracy = Interruption.Guard(
            token => Watching.Run(watch =>
            {
                var observer = watch(string.Empty);
                observer.Begin("evaluate", $"{test.Count} images of {test.Name}, no attack");
                return new Evaluator().Clean(network, test, (done, total) => observer.Progress(done, total, "images", done == total), token);
            }),
            $"interrupted; begin again with: {CommandText.Of(parsed)}");
        return EvaluationDocument.Of(card, source, test, accuracy, clock.GetElapsedTime(began));
    }

    private EvaluationDocument Attacked(
        ParseResult parsed,
        Network network,
        ModelCard card,
        string source,
        ImageSet test,
        string name,
        IReadOnlyList<NamedAttack> attacks)
    {
        var settings = attacks[0].Attack.Settings;
        var request = new RobustRequest
        {
            Model = ModelFile.Checksum(ModelSource.PathOf(parsed.GetValue(model))),
            Data = source,
            Images = test.Count,
            Attack = name,
            Norm = settings.Norm,
            Epsilon = settings.Epsilon,
            Attacks = [.. attacks.Select(RequestedAttack.Of)],
            Seed = parsed.GetValue(seed) ?? 1,
            Batch = RobustEvaluator.DefaultBatch,
        };
        var folder = new RobustFolder(parsed.GetValue(output) ?? ModelSource.FolderOf(parsed.GetValue(model)));
        var evaluator = new RobustEvaluator(network, test, attacks, request, TimeProvider.System);
        var command = CommandText.Of(parsed);
        var found = Interruption.Guard(
            token => Watching.Run(watch =>
            {
                var observer = watch(string.Empty);
                var begun = folder.Find(request);
                if (begun?.Stages is [.., var last])
                {
                    observer.Begin("evaluate", $"goes on where it was interrupted: {last.Name}, {last.Batches} batches done");
                }

                return evaluator.Run(begun, folder.Save, observer, token) with { Command = command };
            }),
            $"interrupted; what is done is saved; go on with: {command}");
        return EvaluationDocument.Of(card, test, found, attacks, folder.Finish(found));
    }
}
