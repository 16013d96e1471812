using System.Formats.Tar;
using System.IO.Compression;

namespace Espalier.Data.Sources.Known;

/// <summary>Takes named files out of a <c>.tar.gz</c>, wherever in it they lie.</summary>
internal static class Archive
{
    private const long MostBytes = 1L << 30;

    /// <summary>Unpacks files; each is there whole or not at all.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="names">Names of files, without folders; everything else is passed over.</param>
    /// <param name="folder">Where they go; is made where it is not there.</param>
    /// <exception cref="InvalidInputException">The archive is broken.</exception>
    public static void Unpack(string archive, IReadOnlyCollection<string> names, string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            using var file = File.OpenRead(archive);
            using var plain = new GZipStream(file, CompressionMode.Decompress);
            using var tar = new TarReader(plain);
            while (tar.GetNextEntry() is { } entry)
            {
                var name = Path.GetFileName(entry.Name);
                if (entry.DataStream is { } data && names.Contains(name))
                {
                    Put(data, Path.Combine(folder, name), entry.Length);
                }
            }
        }
        catch (Exception fault)
            when (fault is InvalidDataException or IOException or FormatException or ArgumentException or InvalidOperationException)
        {
            throw new InvalidInputException(archive, $"is no sound .tar.gz ({fault.Message})", "remove it, or fetch it again", fault);
        }
    }

    private static void Put(Stream data, string path, long length)
    {
        if (length > MostBytes)
        {
            throw new InvalidDataException($"{Path.GetFileName(path)} has {length} bytes");
        }

        var aside = $"{path}.{Environment.ProcessId}.part";
        try
        {
            using (var target = new FileStream(aside, FileMode.Create, FileAccess.Write))
            {
                data.CopyTo(target);
                target.Flush(flushToDisk: true);
            }

            File.Move(aside, path, overwrite: true);
        }
        finally
        {
            if (File.Exists(aside))
            {
                File.Delete(aside);
            }
        }
    }
}
