using System.CommandLine;
using System.Text.Json;
using Espalier.Cli.Options;
using Espalier.Cli.Output;
using Espalier.Costs;
using Espalier.Data;
using Espalier.Spaces;
using Espalier.Studies;

namespace Espalier.Cli.Commands;

/// <summary><c>describe</c>: what a genotype is and what its network costs.</summary>
internal sealed class DescribeCommand
{
    private readonly Option<string?> genotype = Given.Text("--genotype", "G", GenotypeSource.Help);
    private readonly Option<string?> space = Given.Text("--space", "S", "the search space (default: the genotype's)");
    private readonly Option<int?> channels = Given.Whole("--channels", "channels of the first cells (default: what the space is trained with, of darts 36)", 1);
    private readonly Option<int?> cells = Given.Whole("--cells", "cells (default: likewise, of darts 20)", 3);
    private readonly Option<int?> classes = Given.Whole("--classes", "classes (default 10)", 2);
    private readonly Option<string?> input = Given.Text("--input", "3x32x32", "channels, height and width of an image (default 3x32x32)");
    private readonly Option<int?> stemStride = Given.Whole("--stem-stride", "stride of the first convolution, 1 (default) or 2", 1, 2);
    private readonly Option<bool> auxiliary = Given.Flag("--auxiliary", "count the auxiliary head of the training, too");
    private readonly Option<string?> svg = Given.Text("--svg", "FILE", "draw its cells into an SVG file");
    private readonly Option<bool> json = Given.Flag("--json", "print one JSON document");

    internal static Command Create()
    {
        var own = new DescribeCommand();
        var command = new Command(
            "describe", "Tell what a genotype is: its cells, and the parameters and multiply-accumulates of its network.")
        {
            own.genotype, own.space, own.channels, own.cells, own.classes, own.input, own.stemStride, own.auxiliary, own.svg, own.json,
        };
        command.SetAction(own.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var (given, owner) = GenotypeSource.Read(parsed.GetValue(genotype), parsed.GetValue(space));
        var published = Presets.SizesOf(owner, RunScale.Paper).Final;
        var settings = new NetworkSettings
        {
            Channels = parsed.GetValue(channels) ?? published.Channels,
            Cells = parsed.GetValue(cells) ?? published.Cells,
            Classes = parsed.GetValue(classes) ?? 10,
            Input = ImageShape.Parse(parsed.GetValue(input) ?? "3x32x32"),
            StemStride = parsed.GetValue(stemStride) ?? 1,
        };
        var description = Describe(owner, given, settings, parsed.GetValue(auxiliary));
        Draw(given, parsed.GetValue(svg));
        if (parsed.GetValue(json))
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(description, StudyJson.Document));
        }
        else
        {
            Print(description, given);
        }

        return ExitCode.Done;
    }

    private static Description Describe(ISearchSpace space, Genotype genotype, NetworkSettings settings, bool auxiliary)
    {
        using var network = space.Build(genotype, settings);
        var cost = NetworkCost.Of(network, [settings.Input.Channels, settings.Input.Height, settings.Input.Width]);
        return new Description(
            genotype.Space,
            genotype.Text,
            genotype.FieldNotation,
            settings.Channels,
            settings.Cells,
            settings.Classes,
            settings.Input.ToString(),
            settings.StemStride,
            cost.Parameters,
            cost.Macs,
            auxiliary ? WithHead(space, genotype, settings) : null);
    }

    private static long WithHead(ISearchSpace space, Genotype genotype, NetworkSettings settings)
    {
        using var network = space.Build(genotype, settings with { Auxiliary = true });
        return NetworkCost.ParametersOf(network);
    }

    private static void Draw(Genotype genotype, string? path)
    {
        if (path is null)
        {
            return;
        }

        var drawing = genotype is IDrawn drawn
            ? drawn.Svg()
            : throw new InvalidInputException("--svg", $"there is no drawing for the space '{genotype.Space}'", "leave it out");
        AtomicText.Write(path, drawing);
    }

    private static void Print(Description description, Genotype genotype)
    {
        var sheet = new Sheet();
        sheet.Add("genotype", description.Genotype);
        if (description.Field is { } field)
        {
            sheet.Add(string.Empty, field);
        }

        var stem = description.StemStride == 1 ? string.Empty : $", stem stride {description.StemStride}";
        sheet.Add(
            "network",
            $"{description.Channels} channels, {description.Cells} cells, {description.Input} to {description.Classes} classes{stem}");
        sheet.Add("parameters", Readable.Count(description.Params));
        if (description.ParamsWithAuxiliary is { } more)
        {
            sheet.Add(string.Empty, $"{Readable.Count(more)} with the auxiliary head");
        }

        sheet.Add("MACs", Readable.Count(description.Macs));
        sheet.Print();
        if (genotype is IDrawn drawn)
        {
            Console.Out.Write(string.Concat(drawn.Drawings().Select(drawing => "\n" + drawing.Text)));
        }
    }

    private sealed record Description(
        string Space,
        string Genotype,
        string? Field,
        int Channels,
        int Cells,
        int Classes,
        string Input,
        int StemStride,
        long Params,
        long Macs,
        long? ParamsWithAuxiliary);
}
