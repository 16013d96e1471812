using System.CommandLine;
using Espalier.Cli.Options;
using Espalier.Data;
using Espalier.Objectives;
using Espalier.Strategies;

namespace Espalier.Cli.Commands;

/// <summary><c>search</c>: look for an architecture, train it, attack it.</summary>
internal sealed class SearchCommand
{
    private readonly RunOptions run = new();
    private readonly Option<string?> method = Given.Text(
        "--method", "M", "the search method (default e2rnas; see './espalier list methods')");

    private readonly Option<string[]> set = new("--set")
    {
        Description = "an option of the method, repeatable; goes before --options",
        HelpName = "NAME=VALUE",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string?> optionsFile = Given.Text(
        "--options", "FILE", "options of the method in a JSON file, e.g. {\"order\": \"first\", \"architecture-rate\": 0.01}");

    private readonly Option<int?> epochs = Given.Whole("--epochs", "epochs of the search", 1);
    private readonly Option<int?> channels = Given.Whole("--channels", "channels of the network searched with", 1);
    private readonly Option<int?> cells = Given.Whole("--cells", "cells of the network searched with", 3);
    private readonly Option<int?> batch = Given.Whole("--batch", "images per step of the search", 2);
    private readonly Option<int?> trainImages = Given.Whole(
        "--train-images", "training images the search sees, half of them to judge by; 0 = all", 0);

    private readonly Option<long?> maxParams = Given.Long("--max-params", "the most parameters of the final network");
    private readonly Option<long?> minParams = Given.Long("--min-params", "the fewest parameters of the final network");
    private readonly Option<long?> maxMacs = Given.Long("--max-macs", "the most multiply-accumulates of the final network for one image");
    private readonly Option<double?> maxLatency = Given.Positive(
        "--max-latency",
        "MS",
        "the most milliseconds of the final network for one image, measured here with --threads; such a run repeats only as well as the "
        + "machine's timing. With --latency-device, the most that the table has");

    private readonly DeviceChoice device = new("whose table says what networks take, for --max-latency and the front");

    private readonly Option<int?> candidates = Given.Whole(
        "--candidates",
        "networks around the one found that are judged for the front, itself counted (default 16; 1 = only that one). Random search: its trials",
        1,
        10_000);

    private readonly Option<int?> finalists = Given.Whole(
        "--finalists", "networks of the front that are trained, the one found first (default 1; docs/front.md)", 1, 1000);

    private readonly Option<int?> finalImages = Given.Whole("--final-images", "training images of the final network; 0 = all", 0);
    private readonly Option<int?> trainEpochs = Given.Whole(
        "--train-epochs", "epochs of the final training; 0 = stop after the search", 0, 100_000);

    private readonly Option<int?> trainBatch = Given.Whole("--train-batch", "images per step of the final training", 1, 65_536);
    private readonly Option<int?> trainChannels = Given.Whole("--train-channels", "channels of the final network", 1);
    private readonly Option<int?> trainCells = Given.Whole("--train-cells", "cells of the final network", 3);

    internal static Command Create()
    {
        var own = new SearchCommand();
        var command = new Command("search", "Search an architecture, train it, attack it; every stage is left in the run's folder.");
        own.AddTo(command);
        command.SetAction(own.Run);
        return command;
    }

    /// <summary>The settings that <c>search</c> makes of these arguments, its data looked at.</summary>
    /// <exception cref="InvalidInputException">They are at fault.</exception>
    internal static FlowSettings Parse(IReadOnlyList<string> words)
    {
        var own = new SearchCommand();
        var command = new Command("search");
        own.AddTo(command);
        var parsed = command.Parse(words);
        return parsed.Errors is [var fault, ..]
            ? throw new InvalidInputException("search", fault.Message, "see './espalier search --help'")
            : own.Settings(parsed).Settings;
    }

    /// <summary>What <c>search</c> and <c>plan</c> have in common beside <see cref="AddTo"/>.</summary>
    internal RunOptions Common => run;

    /// <summary>Gives a command every option of a search.</summary>
    internal void AddTo(Command command)
    {
        foreach (var option in new Option[]
        {
            method, set, optionsFile, epochs, channels, cells, batch, trainImages, maxParams, minParams, maxMacs, maxLatency, device.Device, device.Tables, candidates,
            finalists, trainEpochs, trainBatch, trainChannels, trainCells, finalImages,
        })
        {
            command.Add(option);
        }

        run.AddTo(command);
    }

    private int Run(ParseResult parsed)
    {
        var json = parsed.GetValue(run.Json);
        if (run.Resume(parsed) is { } begun)
        {
            return RunCommand.Run("search", null, begun, null, json);
        }

        var (settings, data) = Settings(parsed);
        return RunCommand.Run("search", settings, run.Folder(parsed, settings), run.Store(parsed), json, data);
    }

    /// <summary>The settings that were asked for, and the data they are for.</summary>
    /// <exception cref="InvalidInputException">
    /// Data is missing or broken, a name is unknown, or limits cannot be kept whatever the data is.
    /// </exception>
    internal (FlowSettings Settings, Dataset Data) Settings(ParseResult parsed)
    {
        var entry = MethodSelection.Find(parsed.GetValue(method) ?? "e2rnas");
        var options = MethodSelection.Options(
            entry, parsed.GetValue(set) ?? [], parsed.GetValue(optionsFile), Presets.MethodOptions(run.Preset(parsed)));
        var limits = new NetworkLimits
        {
            MinParams = parsed.GetValue(minParams),
            MaxParams = parsed.GetValue(maxParams),
            MaxMacs = parsed.GetValue(maxMacs),
            MaxLatencyMilliseconds = parsed.GetValue(maxLatency),
        };
        var owner = run.Space(parsed);
        var latency = device.Of(parsed);
        if (latency is not null)
        {
            Flow.LatencyOn(latency, owner);
        }

        var (settings, images) = run.Settings(
            parsed,
            entry.Card.Name,
            owner,
            preset => Feasibility.RequireForAnyData(Flow.SpaceOf(preset.Space), FinalOf(parsed, preset), limits));
        var training = parsed.GetValue(trainEpochs) ?? settings.Recipe.Epochs;
        settings = settings with
        {
            Options = options,
            SearchEpochs = parsed.GetValue(epochs) ?? settings.SearchEpochs,
            Search = new(parsed.GetValue(channels) ?? settings.Search.Channels, parsed.GetValue(cells) ?? settings.Search.Cells),
            SearchBatch = parsed.GetValue(batch) ?? settings.SearchBatch,
            Candidates = parsed.GetValue(candidates) ?? settings.Candidates,
            Finalists = parsed.GetValue(finalists) ?? settings.Finalists,
            SearchImages = images.Train("--train-images", parsed.GetValue(trainImages), settings.SearchImages),
            Final = FinalOf(parsed, settings),
            FinalImages = images.Train("--final-images", parsed.GetValue(finalImages), settings.FinalImages),
            Train = training > 0,
            Recipe = settings.Recipe with
            {
                Epochs = training > 0 ? training : settings.Recipe.Epochs,
                BatchSize = parsed.GetValue(trainBatch) ?? settings.Recipe.BatchSize,
            },
            Limits = limits,
            LatencyDevice = latency,
        };
        if (entry.Type.IsAssignableTo(typeof(GradientStrategy)))
        {
            images.RequireBatch(settings.SearchBatch, settings.SearchImages);
        }

        return (settings, images.Data);
    }

    private NetworkSize FinalOf(ParseResult parsed, FlowSettings settings) =>
        new(parsed.GetValue(trainChannels) ?? settings.Final.Channels, parsed.GetValue(trainCells) ?? settings.Final.Cells);
}
