namespace Espalier.EndToEnd;

/// <summary>A temporary folder with the tiny datasets in it.</summary>
public sealed class Workspace : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("espalier-end-to-end-").FullName;

    /// <summary>Makes the datasets.</summary>
    public Workspace()
    {
        TinyData.WriteIdx(Idx);
        TinyData.WriteCifar(Cifar);
    }

    internal string Idx => Path("idx");

    internal string Cifar => Path("cifar");

    internal string Path(string name) => System.IO.Path.Combine(root, name);

    /// <summary>A search that takes seconds: six steps on a network of 2 channels. What is given goes before its defaults.</summary>
    internal string[] Search(string method, string output, params string[] more)
    {
        (string Name, string Value)[] defaults =
        [
            ("--data", Idx), ("--epochs", "2"), ("--channels", "2"), ("--cells", "3"), ("--batch", "8"), ("--train-images", "48"),
            ("--train-epochs", "3"), ("--train-batch", "16"), ("--train-channels", "2"), ("--train-cells", "3"), ("--final-images", "48"),
            ("--stem-stride", "2"), ("--candidates", "2"), ("--pgd-steps", "2"), ("--threads", "1"),
        ];
        var kept = defaults.Where(option => !more.Contains(option.Name)).SelectMany(option => new[] { option.Name, option.Value });
        return ["search", "--method", method, "--out", Path(output), .. kept, .. more];
    }

    public void Dispose() => Directory.Delete(root, recursive: true);
}
