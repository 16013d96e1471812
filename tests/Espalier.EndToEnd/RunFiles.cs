using System.Text;

namespace Espalier.EndToEnd;

/// <summary>What two runs of the same settings must have in common, byte by byte.</summary>
internal static class RunFiles
{
    internal static byte[] Read(string folder, string name) => File.ReadAllBytes(Path.Combine(folder, name));

    internal static void AssertEqual(string expected, string actual)
    {
        Assert.Equal(Encoding.UTF8.GetString(Read(expected, "genotype.json")), Encoding.UTF8.GetString(Read(actual, "genotype.json")));
        Assert.Equal(Lines(expected), Lines(actual));
        Assert.True(
            Read(expected, "model.safetensors").AsSpan().SequenceEqual(Read(actual, "model.safetensors")), "the weights differ");
    }

    /// <summary>The log; none where nothing was searched.</summary>
    private static string[] Lines(string folder) =>
        Path.Combine(folder, "log.jsonl") is var log && File.Exists(log) ? File.ReadAllLines(log) : [];
}
