using System.Globalization;

namespace Espalier.Studies;

/// <summary>The folder of one run and the names of what lies in it.</summary>
public sealed class RunFolder
{
    private RunFolder(string path) => Root = path;

    /// <summary>The folder, as an absolute path.</summary>
    public string Root { get; }

    /// <summary>What came out, <see cref="RunResult"/>.</summary>
    public string Result => Path.Combine(Root, "result.json");

    /// <summary>The genotype that was chosen.</summary>
    public string Genotype => Path.Combine(Root, "genotype.json");

    /// <summary>The weights of the trained network.</summary>
    public string Model => Path.Combine(Root, "model.safetensors");

    /// <summary>One JSON document per line, <see cref="RunLog"/>.</summary>
    public string Log => Path.Combine(Root, "log.jsonl");

    /// <summary>The settings the run was started with: what a resumed run reads.</summary>
    public string Run => Path.Combine(Root, "run.json");

    /// <summary>Where the run is recorded: its study's id, and the store that has it.</summary>
    public string Study => Path.Combine(Root, "study.json");

    /// <summary>The folder of networks that were trained beside <see cref="Model"/>.</summary>
    public string Finalists => Path.Combine(Root, "finalists");

    /// <summary>The folder of checkpoints.</summary>
    public string Checkpoints => Path.Combine(Root, "checkpoint");

    /// <summary>What was measured and decided by, <see cref="Measurements"/>.</summary>
    public string Measured => Path.Combine(Checkpoints, "measured.jsonl");

    /// <summary>Whether the run came to its end.</summary>
    public bool IsFinished => File.Exists(Result);

    /// <summary>Accuracy over the radius of an attack, as far as a report measured it.</summary>
    public string Robustness => Path.Combine(Root, "robustness.json");

    /// <summary>The page that tells of the run.</summary>
    public string Report => Path.Combine(Root, "report.html");

    /// <summary>What became of each test image, beside <see cref="Model"/>.</summary>
    public string Outcomes => Path.Combine(Root, "outcomes.json");

    private IEnumerable<string> Files => [Result, Genotype, Model, Log, Run, Study];

    /// <summary>Makes the folder for a new run.</summary>
    /// <param name="path">Where; folders on the way are made. Files that are no run's may lie there and stay.</param>
    /// <param name="replace">Whether a run that lies there is deleted first.</param>
    /// <exception cref="InvalidInputException">A run lies there already, or the file system refused.</exception>
    public static RunFolder Create(string path, bool replace = false)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return FileFault.Guard(path, () =>
        {
            var folder = new RunFolder(Path.GetFullPath(path));
            if (folder.HoldsRun() && !replace)
            {
                throw new InvalidInputException(path, "holds a run already", "resume it, or choose another folder");
            }

            if (folder.HoldsRun())
            {
                folder.Clear();
            }

            Directory.CreateDirectory(folder.Checkpoints);
            return folder;
        });
    }

    /// <summary>Opens the folder of a run that was begun.</summary>
    /// <exception cref="InvalidInputException">There is no run.</exception>
    public static RunFolder Open(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var folder = new RunFolder(Path.GetFullPath(path));
        return File.Exists(folder.Run)
            ? folder
            : throw new InvalidInputException(
                path,
                "holds no run: run.json is not there",
                "give the folder that a run was started with; one that was stopped before it got there is started again as it was");
    }

    /// <summary>A checkpoint by name, e.g. <c>search</c>: <c>checkpoint/search.safetensors</c>.</summary>
    public string Checkpoint(string name) => Path.Combine(Checkpoints, name + ".safetensors");

    /// <summary>
    /// The weights of a finalist's replicate, both counted from 1: <see cref="Model"/>, <c>finalists/2/model.safetensors</c>,
    /// <c>finalists/2/replicate-3/model.safetensors</c>.
    /// </summary>
    public string ModelOf(int finalist, int replicate) => (finalist, replicate) switch
    {
        (1, 1) => Model,
        (_, 1) => Path.Combine(FolderOf(finalist), Path.GetFileName(Model)),
        _ => Path.Combine(FolderOf(finalist), $"replicate-{replicate}", Path.GetFileName(Model)),
    };

    /// <summary>The genotype of a finalist, counted from 1: <see cref="Genotype"/>, <c>finalists/2/genotype.json</c>.</summary>
    public string GenotypeOf(int finalist) => finalist == 1 ? Genotype : Path.Combine(FolderOf(finalist), Path.GetFileName(Genotype));

    /// <inheritdoc/>
    public override string ToString() => Root;

    private string FolderOf(int finalist) => Path.Combine(Finalists, finalist.ToString(CultureInfo.InvariantCulture));

    private bool HoldsRun() =>
        Files.Any(File.Exists) || (Directory.Exists(Checkpoints) && Directory.EnumerateFileSystemEntries(Checkpoints).Any());

    private void Clear()
    {
        foreach (var file in Files.Append(Outcomes).Append(Robustness).Append(Report))
        {
            // Deleting from a folder that is not there is an error; deleting a file that is not there is none.
            if (File.Exists(file))
            {
                File.Delete(file);
            }
        }

        foreach (var folder in new[] { Checkpoints, Finalists })
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }
}
