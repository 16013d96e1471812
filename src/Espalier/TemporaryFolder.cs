using IoPath = System.IO.Path;

namespace Espalier;

/// <summary>A folder that is gone with its content when its owner is done with it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    /// <summary>Makes it.</summary>
    /// <param name="purpose">A part of its name.</param>
    /// <exception cref="InvalidInputException">The file system refused.</exception>
    internal TemporaryFolder(string purpose)
    {
        try
        {
            Path = Directory.CreateTempSubdirectory($"espalier-{purpose}-").FullName;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException(
                IoPath.GetTempPath(), $"no temporary folder can be made there: {fault.Message}", "make room, or set TMPDIR to another folder", fault);
        }
    }

    /// <summary>Where it is.</summary>
    internal string Path { get; }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
