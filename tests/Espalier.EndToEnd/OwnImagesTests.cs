using System.Text.Json;
using Espalier.Studies;

namespace Espalier.EndToEnd;

/// <summary>From a folder of images to a trained network and back, as a user goes.</summary>
public sealed class OwnImagesTests(Workspace workspace) : IClassFixture<Workspace>
{
    [Fact]
    public async Task A_folder_of_images_is_searched_trained_and_evaluated()
    {
        var images = OwnImages.Write(workspace.Path("trees"));

        var searched = await Cli.Run(workspace.Search("darts", "own", "--data", images, "--set", "order=first", "--train-epochs", "6", "--json"));
        var result = searched.Json();
        var again = (await Cli.Run("evaluate", "--model", workspace.Path("own"), "--threads", "1", "--json")).Json();

        Assert.Contains("9 of 72 images have another size", searched.Error, StringComparison.Ordinal);
        Assert.Contains("resized to 12x12", searched.Error, StringComparison.Ordinal);
        var clean = result.GetProperty("accuracy").GetProperty("clean").GetDouble();
        Assert.InRange(clean, 0.34, 1);
        Assert.Equal(clean, again.GetProperty("accuracy").GetProperty("clean").GetDouble());
        var settings = Flow.SettingsOf(RunFolder.Open(workspace.Path("own")));
        Assert.Equal(images, settings.Data);
    }

    [Fact]
    public async Task A_size_given_goes_through_training_resuming_and_evaluating()
    {
        var images = OwnImages.Write(workspace.Path("sized"));
        var folder = workspace.Path("sized-run");

        var result = (await Cli.Run(
            "train", "--genotype", Genotypes.DartsV2, "--data", images, "--image-size", "16", "--image-channels", "1", "--epochs", "1",
            "--batch", "16", "--channels", "2", "--cells", "3", "--train-images", "0", "--stem-stride", "2", "--pgd-steps", "1", "--threads",
            "1", "--out", folder, "--json")).Json();
        var other = (await Cli.Run("evaluate", "--model", folder, "--data", images, "--image-size", "16", "--threads", "1", "--json")).Json();

        Assert.Equal(
            result.GetProperty("accuracy").GetProperty("clean").GetDouble(),
            other.GetProperty("accuracy").GetProperty("clean").GetDouble());
        (await Cli.Run("evaluate", "--model", folder, "--image-size", "20")).IsRefused("1x20x20", "1x16x16");
        Assert.Equal("1", (await File.ReadAllTextAsync(Path.Combine(folder, "run.json"))).Split("\"channels\": ")[1][..1]);
    }

    [Fact]
    public async Task What_is_there_is_told_before_a_search()
    {
        var images = OwnImages.Write(workspace.Path("told"));
        OwnImages.Put(images, "train/oak/broken.png", "no image at all"u8.ToArray());
        File.Copy(Path.Combine(images, "train/yew/00.png"), Path.Combine(images, "test/yew/copy.png"));
        var sheet = workspace.Path("sheet.png");
        var page = workspace.Path("sheet.html");

        var text = (await Cli.Run("data", images, "--sheet", sheet)).Succeeds();
        var json = (await Cli.Run("data", images, "--json", "--sheet", page, "--per-class", "3")).Json();

        Assert.Contains("48 train + 25 test, 3x12x12", text.Out, StringComparison.Ordinal);
        Assert.Contains("unreadable: train/oak/broken.png: is no PNG", text.Out, StringComparison.Ordinal);
        Assert.Contains("12x12 (64), 15x20 (9)", text.Out, StringComparison.Ordinal);
        Assert.Contains("1 of the other parts are in train", text.Out, StringComparison.Ordinal);
        Assert.Empty(text.Error);
        Assert.Equal([0x89, .. "PNG"u8], (await File.ReadAllBytesAsync(sheet))[..4]);
        Assert.Equal(["birch", "oak", "yew"], json.GetProperty("classes").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(9, json.GetProperty("parts")[1].GetProperty("perClass")[2].GetInt32());
        Assert.Equal(1, json.GetProperty("duplicates").GetProperty("testInTrain").GetInt32());
        Assert.Equal(3, json.GetProperty("mean").GetArrayLength());
        var written = await File.ReadAllTextAsync(page);
        Assert.Equal(3, written.Split("<figure>").Length - 1);
        Assert.Contains("3 images of yew", written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unreadable_files_stop_a_run_unless_they_may_be_skipped()
    {
        var images = OwnImages.Write(workspace.Path("spoilt"));
        OwnImages.Put(images, "train/oak/broken.jpg", [0xFF, 0xD8, 0xFF, 0xE0]);
        var run = workspace.Search("random-search", "spoilt-run", "--data", images, "--set", "trials=1", "--set", "epochs=1", "--train-epochs", "0");

        (await Cli.Run(run)).IsRefused("train/oak/broken.jpg", "--skip-unreadable");
        var skipped = (await Cli.Run([.. run, "--skip-unreadable"])).Succeeds();

        Assert.Contains("1 unreadable files are left out: train/oak/broken.jpg", skipped.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_is_trained_on_once_its_rows_are_laid_out_as_images()
    {
        var table = workspace.Path("table.csv");
        var random = new SeededRandom(5);
        await File.WriteAllLinesAsync(table, Enumerable.Range(0, 81).Select(row => row == 0
            ? string.Join(',', Enumerable.Range(0, 64).Select(column => $"f{column}").Append("kind"))
            : string.Join(',', Enumerable.Range(0, 64).Select(_ => $"{(row % 2) + random.NextDouble():0.000}")
                .Append(row % 2 == 0 ? "low" : "high"))));
        string[] train =
        [
            "train", "--genotype", Genotypes.DartsV2, "--data", table, "--label", "kind", "--epochs", "3", "--batch", "16", "--channels", "2",
            "--cells", "3", "--train-images", "0", "--pgd-steps", "1", "--threads", "1", "--out", workspace.Path("table-run"), "--json",
        ];

        (await Cli.Run(train)).IsRefused("table.csv", "convolutional", "--image-size 8x8");
        var trained = await Cli.Run([.. train, "--image-size", "8"]);

        Assert.InRange(trained.Json().GetProperty("accuracy").GetProperty("clean").GetDouble(), 0, 1);
        Assert.Contains("64 features are standardised by the 64 training rows", trained.Error, StringComparison.Ordinal);
        Assert.Equal(16, (await Cli.Run("evaluate", "--model", workspace.Path("table-run"), "--json")).Json().GetProperty("images").GetInt32());
    }

    [Theory]
    [InlineData("mnist", "t10k-labels-idx1-ubyte")]
    [InlineData("cifar-10", "cifar-10-binary.tar.gz")]
    [InlineData("cifar-100-coarse", "coarse_label_names.txt")]
    [InlineData("svhn", "train_32x32.mat")]
    public async Task A_named_set_that_is_nowhere_is_told_with_its_files_and_their_place(string name, string file)
    {
        var root = workspace.Path("data-root");

        (await Cli.RunWith("ESPALIER_OFFLINE", "1", "data", name, "--data-root", root)).IsRefused(root, file, "ESPALIER_OFFLINE", "--data-root");
    }

    [Fact]
    public async Task Bad_options_are_told_in_one_line()
    {
        (await Cli.Run("data", workspace.Idx, "--image-size", "0")).IsRefused("--image-size '0'");
        (await Cli.Run("data", workspace.Idx, "--image-channels", "2")).IsRefused("--image-channels '2'", "1 or 3");
        (await Cli.Run("data", workspace.Idx, "--sheet", "sheet.gif")).IsRefused("sheet.gif", ".png");
        (await Cli.Run("data", workspace.Idx, "--sheet", "/nowhere/at/all.png")).IsRefused("/nowhere/at/all.png");
        var fitted = (await Cli.Run("data", workspace.Idx, "--image-size", "6x9", "--json")).Json();
        Assert.Equal("1x6x9", fitted.GetProperty("shape").GetString());
        Assert.Equal(JsonValueKind.Array, fitted.GetProperty("notes").ValueKind);
    }
}
