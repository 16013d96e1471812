using System.IO.Compression;

namespace Espalier.Data.Sources;

/// <summary>Reads a file of known layout from front to end, unpacking <c>.gz</c>, and knows at which byte a fault lies.</summary>
internal sealed class ByteReader : IDisposable
{
    // No deflate stream unpacks to more than 1032 times its size (zlib's technical details), so a header that promises more lies:
    // found out before memory for it is taken.
    internal const long MostUnpacking = 1032;

    private readonly string _path;
    private readonly FileStream _file;
    private readonly Stream _content;
    private readonly bool _packed;

    /// <summary>Opens <paramref name="path"/>.</summary>
    /// <exception cref="InvalidInputException">It cannot be opened, is empty, or is named <c>.gz</c> and is no gzip file.</exception>
    public ByteReader(string path)
    {
        _path = path;
        _packed = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        try
        {
            _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, FileOptions.SequentialScan);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidInputException(path, "there is no such file", "check the path", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException(
                path, $"cannot be opened ({exception.Message})", "check the path and its permissions", exception);
        }

        try
        {
            _content = Unpacked();
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>The next byte to read, counted in the unpacked content.</summary>
    public long Offset { get; private set; }

    /// <summary>The size of the file on disk in bytes.</summary>
    public long FileLength => _file.Length;

    /// <summary>Fills <paramref name="target"/>.</summary>
    /// <param name="target">Receives the bytes.</param>
    /// <param name="what">What they are, for the message.</param>
    /// <exception cref="InvalidInputException">The file ends before, or its gzip data is corrupt.</exception>
    public void Fill(Span<byte> target, string what)
    {
        while (!target.IsEmpty)
        {
            var read = Read(target);
            if (read == 0)
            {
                throw Fault(Offset, $"the file ends inside {what}, {target.Length} bytes too early", "fetch the file again");
            }

            Offset += read;
            target = target[read..];
        }
    }

    /// <summary>Reads the next <paramref name="length"/> bytes.</summary>
    /// <exception cref="InvalidInputException">The file ends before or cannot hold so many, or its gzip data is corrupt.</exception>
    public byte[] Take(long length, string what)
    {
        if (length > Array.MaxLength || length > (FileLength * (_packed ? MostUnpacking : 1)) - Offset)
        {
            var at = _packed ? Offset : Math.Max(Offset, FileLength);
            throw Fault(at, $"the file is too short for {what}, {length} bytes from byte {Offset}", "fetch the file again");
        }

        var bytes = GC.AllocateUninitializedArray<byte>((int)length);
        Fill(bytes, what);
        return bytes;
    }

    /// <summary>Makes sure that nothing follows; in a <c>.gz</c> this also checks the checksum.</summary>
    /// <exception cref="InvalidInputException">There are more bytes, or the gzip data is corrupt.</exception>
    public void RequireEnd()
    {
        Span<byte> next = stackalloc byte[1];
        if (Read(next) != 0)
        {
            throw Fault(Offset, "the file should end here and goes on", "check that it is the right file, or fetch it again");
        }
    }

    /// <summary>The error for what is wrong at <paramref name="offset"/>.</summary>
    public InvalidInputException Fault(long offset, string what, string mend, Exception? inner = null) =>
        new($"{_path}, {(_packed ? "unpacked " : string.Empty)}byte {offset}", what, mend, inner);

    /// <inheritdoc/>
    public void Dispose()
    {
        _content.Dispose();
        _file.Dispose();
    }

    private Stream Unpacked()
    {
        if (_file.Length == 0)
        {
            throw new InvalidInputException($"{_path}, byte 0", "the file is empty", "fetch the file again");
        }

        if (!_packed)
        {
            return _file;
        }

        if (_file.ReadByte() != 0x1F || _file.ReadByte() != 0x8B)
        {
            throw new InvalidInputException(
                $"{_path}, byte 0",
                "the file is named .gz and does not begin as a gzip file (1F 8B)",
                "fetch the file again, or drop .gz from its name");
        }

        _file.Position = 0;
        return new GZipStream(_file, CompressionMode.Decompress);
    }

    private int Read(Span<byte> target)
    {
        try
        {
            return _content.Read(target);
        }
        catch (InvalidDataException exception)
        {
            throw Fault(Offset, "the gzip data is corrupt or cut off", "fetch the file again", exception);
        }
        catch (IOException exception)
        {
            throw Fault(Offset, $"cannot be read ({exception.Message})", "check the disk", exception);
        }
    }
}
