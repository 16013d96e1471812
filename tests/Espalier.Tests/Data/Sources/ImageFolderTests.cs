using Espalier.Data;
using Espalier.Data.Images;
using Espalier.Data.Sources;
using Espalier.Tests.Data.Images;

namespace Espalier.Tests.Data.Sources;

public sealed class ImageFolderTests : IDisposable
{
    private static readonly ImageFolder Source = new();
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Class_folders_of_all_four_formats_are_read_in_the_order_of_their_names()
    {
        Write("train/dog/b.jpg", Pictures.Plain(ImageFormat.Jpeg, 6, 8, 200, 10, 10));
        Write("train/dog/a.PNG", Pictures.Plain(ImageFormat.Png, 6, 8, 1, 2, 3));
        Write("train/cat/deep/er/c.webp", Pictures.Plain(ImageFormat.Webp, 6, 8, 9, 200, 9));
        Write("train/cat/notes.txt", [1]);
        Write("test/cat/x.bmp", Pictures.Plain(ImageFormat.Bmp, 6, 8, 7, 8, 9));
        Write("test/dog/misnamed.jpg", Pictures.Plain(ImageFormat.Png, 6, 8, 4, 5, 6));

        Assert.True(Source.Accepts(folder.Path));
        var data = Load();

        Assert.Equal(["cat", "dog"], data.Train.ClassNames);
        Assert.Equal([0, 1, 1], data.Train.Labels);
        Assert.Equal(new ImageShape(3, 6, 8), data.Train.Shape);
        Assert.Equal((1, 2, 3), Colour(data.Train, 1));
        Assert.Equal([0, 1], data.Test.Labels);
        Assert.Equal((7, 8, 9), Colour(data.Test, 0));
        Assert.Equal((4, 5, 6), Colour(data.Test, 1));
        Assert.Empty(data.Findings.Notes);
        Assert.Null(data.Validation);
    }

    [Fact]
    public void Without_a_test_folder_a_part_of_every_class_is_held_out_by_the_split_seed()
    {
        Many("", 10);
        var options = new DataOptions { TestFraction = 0.3 };

        var (first, again, other) = (Load(options), Load(options), Load(options with { SplitSeed = 2 }));

        Assert.Equal((14, 6), (first.Train.Count, first.Test.Count));
        Assert.All(first.Test.Labels.CountBy(label => label), pair => Assert.Equal(3, pair.Value));
        Assert.Equal(first.Test.Pixels, again.Test.Pixels);
        Assert.NotEqual(first.Test.Pixels, other.Test.Pixels);
        var images = first.Train.Pixels.Concat(first.Test.Pixels).Chunk(first.Train.Shape.Length);
        Assert.Equal(20, images.Select(Convert.ToHexString).Distinct().Count());
        Assert.Contains("6 images are held out", Assert.Single(first.Findings.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_validation_folder_judges_and_is_never_trained_on()
    {
        Many("train/", 8);
        Many("val/", 3);
        Many("test/", 2);

        var data = Load();
        var split = new DataSplit(data, new SplitOptions(), seed: 1);
        var final = new DataSplit(data, new SplitOptions { ValidationFraction = 0 }, seed: 1);

        Assert.Equal((16, 6, 4), (split.Train.Count, split.Validation.Count, split.Test.Count));
        Assert.Equal((16, 0), (final.Train.Count, final.Validation.Count));
        Assert.Equal("val", data.Parts().ElementAt(1).Name);
        var fewer = new DataSplit(data, new SplitOptions { TrainImages = 4 }, seed: 1);
        Assert.Equal((4, 4), (fewer.Train.Count, fewer.Validation.Count));
    }

    [Fact]
    public void Where_sizes_differ_the_commonest_is_taken_and_said_unless_one_is_given()
    {
        Many("", 3, 8, 8);
        Write("a/odd.png", Pictures.Plain(ImageFormat.Png, 20, 30, 250, 250, 250));

        var common = Load();
        var given = Load(new DataOptions { Size = new ImageSize(5, 7), Channels = 3 });

        Assert.Equal(new ImageShape(1, 8, 8), common.Train.Shape);
        Assert.Contains(
            "1 of 7 images have another size (2 in all) and are resized to 8x8, the commonest", common.Findings.Notes[0], StringComparison.Ordinal);
        Assert.Equal([new SizeCount("8x8", 6), new SizeCount("20x30", 1)], common.Findings.Sizes);
        Assert.Equal(new ImageShape(3, 5, 7), given.Train.Shape);
        Assert.Equal(
            new ImageShape(3, 4, 4), Source.Load(folder.Path, new DataRequest { Expected = new ImageShape(3, 4, 4) }).Train.Shape);
    }

    [Fact]
    public void One_coloured_pixel_makes_the_set_coloured()
    {
        Many("", 2);
        Assert.Equal(1, Load().Train.Shape.Channels);

        Write("a/red.png", Pictures.Plain(ImageFormat.Png, 8, 8, 200, 0, 0));
        Assert.Equal(3, Load().Train.Shape.Channels);
        Assert.Equal(1, Load(new DataOptions { Channels = 1 }).Train.Shape.Channels);
    }

    [Fact]
    public void Unreadable_files_are_listed_by_name_and_skipped_only_when_asked()
    {
        Many("", 4);
        Write("a/broken.png", [1, 2, 3]);
        Write("b/moving.gif", "GIF89a"u8.ToArray());
        Write("b/cut.jpg", Pictures.Plain(ImageFormat.Jpeg, 8, 8, 1, 1, 1).AsSpan(0, 300).ToArray());

        var refused = Refusal();
        var skipped = Load(new DataOptions { SkipUnreadable = true });

        Assert.Contains("3 of 11 files cannot be read: a/broken.png (", refused, StringComparison.Ordinal);
        Assert.Contains("b/moving.gif (is a GIF", refused, StringComparison.Ordinal);
        Assert.Contains("--skip-unreadable", refused, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused);
        Assert.Equal(8, skipped.Train.Count + skipped.Test.Count);
        Assert.Equal(["a/broken.png", "b/cut.jpg", "b/moving.gif"], skipped.Findings.Unreadable.Select(found => found.File));
        Assert.Contains(skipped.Findings.Warnings(), note => note.StartsWith("3 unreadable files are left out", StringComparison.Ordinal));
    }

    [Fact]
    public void Folders_that_make_no_data_set_are_refused_with_the_reason()
    {
        Refused("has 1 class folders", () => Many("", 2, classes: ["a"]));
        Refused("b: holds no image", () => Many("", 2, classes: ["a"]), () => Directory.CreateDirectory(Path.Combine(folder.Path, "b")));
        Refused("train and training", () => Many("train/", 2), () => Many("training/", 2));
        Refused("stands beside no folder 'train'", () => Many("test/", 2), () => Many("other/", 2));
        Refused("zebra: is a class that is not among", () => Many("train/", 2), () => Many("test/", 1, classes: ["a", "b", "zebra"]));
        Refused("no image is left for test", () => Many("", 1));
        Refused("no image is readable", () => Write("a/1.png", [1]), () => Write("b/1.png", [1]));
    }

    [Fact]
    public void The_files_and_not_the_threads_decide_the_order()
    {
        for (var i = 0; i < 40; i++)
        {
            Write($"c{i % 2}/{i:00}.png", Pictures.Plain(ImageFormat.Png, 8 + (i % 3), 8, (byte)i, (byte)i, (byte)i));
        }

        var sets = Enumerable.Range(0, 3).Select(_ => Load()).ToArray();

        Assert.All(sets, set => Assert.Equal(sets[0].Train.Pixels, set.Train.Pixels));
        Assert.All(Enumerable.Range(0, sets[0].Train.Count), i => Assert.Equal(sets[0].Train.Labels[i], sets[0].Train.Image(i)[0] % 2));
    }

    [Fact]
    public void Progress_is_told_and_a_withdrawn_request_ends()
    {
        Many("", 3);
        var watch = new FlowWatch();
        Source.Load(folder.Path, new DataRequest { Observer = watch });
        Assert.Equal(["data"], watch.Stages);
        Assert.Equal(12, watch.Steps["data"]);

        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => Source.Load(folder.Path, new DataRequest { Cancellation = stop.Token }));
    }

    private void Refused(string expected, params Action[] make)
    {
        Directory.Delete(folder.Path, recursive: true);
        Directory.CreateDirectory(folder.Path);
        Array.ForEach(make, write => write());
        Assert.Contains(expected, Refusal(), StringComparison.Ordinal);
    }

    /// <summary>So many grey images of each class, all different.</summary>
    private void Many(string below, int count, int height = 8, int width = 8, string[]? classes = null)
    {
        var random = new SeededRandom(SeededRandom.Derive(3, below));
        foreach (var (label, name) in (classes ?? ["a", "b"]).Index())
        {
            for (var i = 0; i < count; i++)
            {
                var shape = new ImageShape(1, height, width);
                Write($"{below}{name}/{i}.png", Pictures.Noise(ImageFormat.Png, shape, (byte)(60 + (90 * label)), random));
            }
        }
    }

    private void Write(string name, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder.Path, name))!);
        folder.Write(name, content);
    }

    private Dataset Load(DataOptions? options = null) => Source.Load(folder.Path, new DataRequest { Options = options ?? new() });

    private string Refusal() => Assert.Throws<InvalidInputException>(() => Load()).Message;

    private static (int Red, int Green, int Blue) Colour(ImageSet set, int index)
    {
        var image = set.Image(index);
        return (image[0], image[image.Length / 3], image[2 * image.Length / 3]);
    }
}
