using System.Globalization;
using Espalier;
using Espalier.Data;
using Espalier.Spaces;

namespace Benchmarks;

/// <summary>The size of a network of cells and of its batch.</summary>
/// <param name="Name">What it is known by; empty for one that was put together by hand.</param>
/// <param name="Channels">Channels of the first cells.</param>
/// <param name="Cells">Cells in a row, of which two reduce.</param>
/// <param name="Batch">Images per step.</param>
/// <param name="Input">An image.</param>
/// <param name="StemStride">The stride of the first convolution.</param>
internal sealed record NetworkShape(string Name, int Channels, int Cells, int Batch, ImageShape Input, int StemStride = 1)
{
    internal const int Classes = 10;
    private const string Option = "shape";

    // Beyond these some allocation fails, and not in one line.
    private const int MostChannels = 4096;
    private const int MostCells = 1000;
    private const int MostBatch = 65_536;
    private const long MostPixels = 1L << 28;
    private static readonly string[] Parts = ["channels", "cells", "batch", "input", "stem-stride"];

    /// <summary>The options that shapes are read from.</summary>
    internal static IReadOnlyList<KnownOption> Known(IReadOnlyList<NetworkShape> named) =>
    [
        new(Option, string.Join(",", named.Select(shape => shape.Name)), $"named shapes (default demo): {string.Join("; ", named)}"),
        new("channels", "N", "a shape of one's own, instead: channels of the first cells"),
        new("cells", "N", "cells, at least 3"),
        new("batch", "N", "images per step"),
        new("input", "CxHxW", "an image"),
        new("stem-stride", "1|2", "stride of the first convolution"),
    ];

    /// <summary>The same shape as options, for a process of its own.</summary>
    internal IReadOnlyList<string> Arguments =>
    [
        "--channels", Text(Channels), "--cells", Text(Cells), "--batch", Text(Batch), "--input", Input.ToString(),
        "--stem-stride", Text(StemStride),
    ];

    /// <summary>The shapes that are named, or the one that is put together by hand.</summary>
    internal static IReadOnlyList<NetworkShape> ReadAll(GivenOptions given, IReadOnlyList<NetworkShape> named, NetworkShape free)
    {
        if (Parts.FirstOrDefault(given.Has) is not { } part)
        {
            var names = given.Choices(Option, "demo", [.. named.Select(shape => shape.Name)]);
            return [.. names.Select(name => named.First(shape => shape.Name == name))];
        }

        return given.Has(Option)
            ? throw new InvalidInputException($"--{Option}, --{part}", "are both given", "name a shape or put one together")
            : [Read(given, free)];
    }

    /// <summary>The shape that is put together by hand; what is left out is that of <paramref name="free"/>.</summary>
    internal static NetworkShape Read(GivenOptions given, NetworkShape free)
    {
        var shape = new NetworkShape(
            string.Empty,
            given.Integer("channels", free.Channels, most: MostChannels),
            given.Integer("cells", free.Cells, least: 3, most: MostCells),
            given.Integer("batch", free.Batch, most: MostBatch),
            given.Text("input") is { } input ? ImageShape.Parse(input) : free.Input,
            given.Integer("stem-stride", free.StemStride, most: 2));
        var images = $"--batch {shape.Batch} --input {shape.Input}";
        if ((long)shape.Batch * shape.Input.Length > MostPixels)
        {
            throw new InvalidInputException(images, "is more than a GiB of images", "give a smaller one");
        }

        return shape.Batch * shape.Sizes(shape.Input.Height)[^1] * shape.Sizes(shape.Input.Width)[^1] > 1
            ? shape
            : throw new InvalidInputException(images, "leaves batch norm a single value in the last cells", "give a larger one");
    }

    /// <summary>A side of the maps before the first reduction, between both, and after the second.</summary>
    internal int[] Sizes(int side)
    {
        var stem = Halves(side, StemStride);
        return [stem, Halves(stem, 2), Halves(Halves(stem, 2), 2)];
    }

    internal NetworkSettings Settings() =>
        new() { Channels = Channels, Cells = Cells, Input = Input, Classes = Classes, StemStride = StemStride };

    public override string ToString()
    {
        var stem = StemStride == 1 ? string.Empty : $", stem stride {StemStride}";
        return $"{(Name.Length > 0 ? $"{Name} " : string.Empty)}C={Channels}, {Cells} cells, batch {Batch}, {Input}{stem}";
    }

    private static int Halves(int side, int stride) => (side + stride - 1) / stride;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
