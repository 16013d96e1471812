using Espalier.Data.Images;
using Espalier.Tests.Data.Images;
using Espalier.Tests.Fuzzing;

namespace Espalier.EndToEnd;

/// <summary>A sample of what the parsers' own tests try by the thousand, through the real command: code 0, or code 2 and one line.</summary>
public sealed class SpoiltInputTests(TrainedRun run) : IClassFixture<TrainedRun>
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Spoilt_files_never_surprise_the_command(int seed)
    {
        var mutator = new Mutator(SeededRandom.Derive(101, "command", seed));
        var folder = Directory.CreateDirectory(run.Workspace.Path($"spoilt-{seed}")).FullName;
        var images = Path.Combine(folder, "images");
        foreach (var (format, name) in new[]
        {
            (ImageFormat.Png, "a/1.png"), (ImageFormat.Jpeg, "a/2.jpg"), (ImageFormat.Webp, "b/1.webp"), (ImageFormat.Bmp, "b/2.bmp"),
        })
        {
            OwnImages.Put(images, name, mutator.Spoil(Pictures.Plain(format, 8, 8, 10, 60, 200)));
        }

        var genotype = Write("genotype.json", File.ReadAllBytes(Path.Combine(run.Folder, "genotype.json")));
        var model = Write("model.safetensors", File.ReadAllBytes(Path.Combine(run.Folder, "model.safetensors")));
        var table = Write("table.csv", "x,y,label\n1,2.5,a\n2,3,b\n3,4,a\n5,6,b\n"u8.ToArray());
        var store = Write("study.db", File.ReadAllBytes(Path.Combine(run.Folder, "study.db")));
        var idx = Directory.CreateDirectory(Path.Combine(folder, "idx")).FullName;
        foreach (var file in Directory.EnumerateFiles(run.Workspace.Idx))
        {
            Write(Path.Combine("idx", Path.GetFileName(file)), File.ReadAllBytes(file));
        }

        string[][] commands =
        [
            ["data", images], ["data", idx], ["data", table, "--label", "label", "--image-size", "1x2"],
            ["describe", "--genotype", genotype, "--channels", "2", "--cells", "3"], ["evaluate", "--model", model, "--images", "2"],
            ["search", "--data", images, "--out", Path.Combine(folder, "never")], ["runs", store], ["show", store], ["show", store, "--json"],
        ];
        var before = Directory.EnumerateFileSystemEntries(folder).Count();
        foreach (var command in commands)
        {
            var outcome = await Cli.Run(command);
            if (outcome.Code != 0)
            {
                outcome.IsRefused();
            }
        }

        Assert.Equal(before, Directory.EnumerateFileSystemEntries(folder).Count());

        string Write(string name, byte[] sound)
        {
            var path = Path.Combine(folder, name);
            File.WriteAllBytes(path, mutator.Spoil(sound));
            return path;
        }
    }
}
