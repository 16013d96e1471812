namespace Espalier.EndToEnd.Soak;

/// <summary>
/// When to kill, drawn from a seed: after some time, which falls anywhere, or as soon as a file of some name comes up, which falls into its
/// writing or right after it, between two stages.
/// </summary>
internal sealed class KillMoments(SeededRandom random, Rhythm rhythm, SoakJob job)
{
    // In the order in which a run comes to them.
    private static readonly string[] InSearch =
    [
        "run.json.tmp", "study.json", "study.db", "search.safetensors.new.tmp", "search.safetensors.new", "search.safetensors",
    ];

    private static readonly string[] InTraining =
    [
        "genotype.json.tmp", "genotype.json", "train.safetensors.new.tmp", "train.safetensors.new", "train.safetensors", "model.safetensors.tmp",
        "model.safetensors", "result.json.tmp",
    ];

    private int drawn;

    /// <summary>The next moment of a job that has come to where its folder says.</summary>
    internal KillMoment Next(string folder)
    {
        // A quarter of the rest, on average, so that a run is killed several times before it ends.
        var time = drawn++ % 8 == 0
            ? rhythm.Start * random.NextDouble()
            : rhythm.Start + (rhythm.Work * (random.NextDouble() / 4));
        return drawn % 2 == 0 ? new KillMoment(time, null) : new KillMoment(rhythm.Start + rhythm.Work, Name(folder));
    }

    private string Name(string folder)
    {
        var searched = !job.Searches || File.Exists(Path.Combine(SoakJob.OutputIn(folder), "genotype.json"));
        var names = searched ? InTraining : InSearch;
        return names[random.Next(names.Length)];
    }
}
