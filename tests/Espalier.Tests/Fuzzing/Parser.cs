using System.Text;

namespace Espalier.Tests.Fuzzing;

/// <summary>Something that reads what others wrote.</summary>
/// <param name="Name">What a row of the test is called.</param>
/// <param name="File">The name its input has, below a folder that is otherwise empty.</param>
/// <param name="Sound">An input it reads.</param>
/// <param name="Read">Reads the file of that path; what it gives is disposed of by itself.</param>
internal sealed record Parser(string Name, string File, byte[] Sound, Action<string> Read)
{
    /// <summary>A parser of text; bytes that are no UTF-8 become replacement characters before it sees them.</summary>
    public static Parser OfText(string name, string sound, Action<string> read) =>
        new(name, "text", Encoding.UTF8.GetBytes(sound), path => read(System.IO.File.ReadAllText(path)));

    /// <summary>A parser that finds other, sound files beside its own.</summary>
    /// <param name="name">What a row of the test is called.</param>
    /// <param name="file">The file that is spoilt.</param>
    /// <param name="write">Writes all files into a folder.</param>
    /// <param name="read">Reads the folder.</param>
    public static Parser OfFolder(string name, string file, Action<string> write, Action<string> read)
    {
        var folder = Directory.CreateTempSubdirectory("espalier-sound-").FullName;
        try
        {
            write(folder);
            return new Parser(name, file, System.IO.File.ReadAllBytes(Path.Combine(folder, file)), path => read(Root(path, file)))
            {
                Beside = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                    .ToDictionary(found => Path.GetRelativePath(folder, found), System.IO.File.ReadAllBytes),
            };
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Files that are sound and lie beside it.</summary>
    public IReadOnlyDictionary<string, byte[]> Beside { get; private init; } = new Dictionary<string, byte[]>();

    private static string Root(string path, string file) => path[..^(file.Length + 1)];
}
