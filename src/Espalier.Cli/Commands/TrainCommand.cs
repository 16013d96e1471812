using System.CommandLine;
using Espalier.Cli.Options;
using Espalier.Data;

namespace Espalier.Cli.Commands;

/// <summary><c>train</c>: train a given architecture and attack it.</summary>
internal sealed class TrainCommand
{
    private readonly RunOptions run = new();
    private readonly Option<string?> genotype = Given.Text("--genotype", "G", GenotypeSource.Help);
    private readonly Option<int?> epochs = Given.Whole("--epochs", "epochs of the training", 1, 100_000);
    private readonly Option<int?> channels = Given.Whole("--channels", "channels of the first cells", 1);
    private readonly Option<int?> cells = Given.Whole("--cells", "cells", 3);
    private readonly Option<int?> batch = Given.Whole("--batch", "images per step", 1, 65_536);
    private readonly Option<int?> trainImages = Given.Whole("--train-images", "training images; 0 = all", 0);

    internal static Command Create()
    {
        var own = new TrainCommand();
        var command = new Command(
            "train", "Train a given architecture and attack it; the run's folder is that of a search, its method is 'given'.")
        {
            own.genotype, own.epochs, own.channels, own.cells, own.batch, own.trainImages,
        };
        own.run.AddTo(command);
        command.SetAction(own.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var json = parsed.GetValue(run.Json);
        if (run.Resume(parsed) is { } begun)
        {
            return RunCommand.Run("train", null, begun, null, json);
        }

        var (settings, data) = Settings(parsed);
        return RunCommand.Run("train", settings, run.Folder(parsed, settings), run.Store(parsed), json, data);
    }

    private (FlowSettings Settings, Dataset Data) Settings(ParseResult parsed)
    {
        var (given, owner) = GenotypeSource.Read(parsed.GetValue(genotype), run.GivenSpace(parsed));
        var (settings, images) = run.Settings(parsed, "given", owner);
        var training = settings with
        {
            Genotype = given.Text,
            Final = new(parsed.GetValue(channels) ?? settings.Final.Channels, parsed.GetValue(cells) ?? settings.Final.Cells),
            FinalImages = images.Train("--train-images", parsed.GetValue(trainImages), settings.FinalImages),
            Recipe = settings.Recipe with
            {
                Epochs = parsed.GetValue(epochs) ?? settings.Recipe.Epochs,
                BatchSize = parsed.GetValue(batch) ?? settings.Recipe.BatchSize,
            },
        };
        return (training, images.Data);
    }
}
