using Espalier.Data.Images;

namespace Espalier.Data.Sources.Folders;

/// <summary>Decodes many files into one array, several at a time; the order of the files alone decides what lies where.</summary>
internal sealed class ImageFiles
{
    private const long MostFileBytes = 1L << 29;

    private readonly string root;
    private readonly LabelledFile[] files;
    private readonly ImageSize?[] sizes;
    private readonly string?[] faults;
    private readonly DataRequest request;
    private readonly Lock telling = new();
    private int done;

    private ImageFiles(string root, IEnumerable<LabelledFile> files, DataRequest request)
    {
        this.root = root;
        this.files = [.. files];
        this.request = request;
        sizes = new ImageSize?[this.files.Length];
        faults = new string?[this.files.Length];
    }

    /// <summary>What was decoded.</summary>
    /// <param name="Shape">Of every image.</param>
    /// <param name="Pixels">Planar, image after image.</param>
    /// <param name="Kept">Places of those files that could be decoded, ascending.</param>
    /// <param name="Findings">What else was seen.</param>
    internal sealed record Decoded(ImageShape Shape, byte[] Pixels, int[] Kept, DataFindings Findings);

    /// <summary>Decodes files.</summary>
    /// <param name="root">The folder that names in messages begin below.</param>
    /// <param name="files">At least one.</param>
    /// <param name="request">The size and channels wanted, and whether to skip what is unreadable.</param>
    /// <exception cref="InvalidInputException">Files are unreadable, all of them are, or the images fill more than 2 GiB.</exception>
    public static Decoded Read(string root, IEnumerable<LabelledFile> files, DataRequest request) => new ImageFiles(root, files, request).Read();

    private Decoded Read()
    {
        request.Observer.Begin("data", $"{files.Length} image files of {root}");
        Each(i => sizes[i] = Header(files[i].Path, out faults[i]));
        var counts = sizes.Where(size => size is not null).CountBy(size => size!).OrderByDescending(pair => pair.Value)
            .ThenBy(pair => Math.BigMul(pair.Key.Height, pair.Key.Width)).ThenBy(pair => pair.Key.Height).ToArray();
        if (counts.Length == 0)
        {
            throw Unreadable("none of them can be left out: no image is readable");
        }

        var size = request.WantedSize ?? counts[0].Key;
        var colours = Room(size);
        var grey = new bool[files.Length];
        Each(i => grey[i] = faults[i] is null && Decode(i, size, colours));
        if (Array.Exists(faults, fault => fault is not null) && !request.Options.SkipUnreadable)
        {
            throw Unreadable("replace or remove them, or leave them out with --skip-unreadable");
        }

        int[] kept = [.. Enumerable.Range(0, files.Length).Where(i => faults[i] is null)];
        if (kept.Length == 0)
        {
            throw Unreadable("none of them can be left out: no image is readable");
        }

        var channels = request.WantedChannels ?? (kept.All(i => grey[i]) ? 1 : 3);
        return new Decoded(
            new ImageShape(channels, size.Height, size.Width), Packed(colours, kept, size, channels), kept, Findings(counts, size));
    }

    private DataFindings Findings(KeyValuePair<ImageSize, int>[] counts, ImageSize size)
    {
        var notes = new List<string>();
        if (counts.Length > 1 && request.WantedSize is null)
        {
            notes.Add($"{counts.Skip(1).Sum(pair => pair.Value)} of {counts.Sum(pair => pair.Value)} images have another size "
                + $"({counts.Length} in all) and are resized to {size}, the commonest; --image-size gives another");
        }

        return new DataFindings
        {
            Unreadable = Faulty(),
            Sizes = [.. counts.Select(pair => new SizeCount(pair.Key.ToString(), pair.Value))],
            Notes = notes,
        };
    }

    private static ImageSize? Header(string path, out string? fault)
    {
        try
        {
            using var file = File.OpenRead(path);
            var bytes = new byte[Math.Min(file.Length, ImageHeader.Reach)];
            var header = ImageHeader.Read(bytes.AsSpan(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)), file.Length, out fault);
            if (header is { Width: > ImageSize.Most } or { Height: > ImageSize.Most })
            {
                fault = $"is more than {ImageSize.Most} pixels wide or high";
            }

            fault ??= file.Length > MostFileBytes ? $"{file.Length} bytes are more than the {MostFileBytes} that are read" : null;
            return fault is null ? new ImageSize((int)header!.Value.Height, (int)header.Value.Width) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            fault = $"cannot be read ({exception.Message})";
            return null;
        }
    }

    /// <summary>Whether the image is grey; its pixels go to their place.</summary>
    private bool Decode(int index, ImageSize size, byte[] colours)
    {
        try
        {
            using var image = ImageDecoder.Decode(File.ReadAllBytes(files[index].Path), out faults[index]);
            if (image is null)
            {
                return false;
            }

            var length = 3 * size.Height * size.Width;
            using var scaled = image.Size == size ? null : image.Scaled(size);
            return (scaled ?? image).Read(colours.AsSpan(index * length, length));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            faults[index] = $"cannot be read ({exception.Message})";
            return false;
        }
    }

    private byte[] Room(ImageSize size)
    {
        var bytes = (System.Numerics.BigInteger)files.Length * 3 * size.Height * size.Width;
        return bytes <= Array.MaxLength
            ? new byte[(int)bytes]
            : throw new InvalidInputException(
                root, $"{files.Length} images of {size} pixels are more than 2 GiB", "give a smaller --image-size");
    }

    /// <summary>The images that are kept, one behind the other, with as many channels as wanted.</summary>
    private static byte[] Packed(byte[] colours, int[] kept, ImageSize size, int channels)
    {
        var plane = size.Height * size.Width;
        if (channels == 3 && kept.Length * 3L * plane == colours.Length)
        {
            return colours;
        }

        var pixels = new byte[kept.Length * channels * plane];
        for (var i = 0; i < kept.Length; i++)
        {
            var from = colours.AsSpan(kept[i] * 3 * plane, 3 * plane);
            var to = pixels.AsSpan(i * channels * plane, channels * plane);
            if (channels == 3)
            {
                from.CopyTo(to);
            }
            else
            {
                ImageFitter.ToGrey(from, to);
            }
        }

        return pixels;
    }

    private void Each(Action<int> work)
    {
        done = 0;
        var options = new ParallelOptions { CancellationToken = request.Cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount };
        try
        {
            SharedWork.Run(() => Parallel.For(0, files.Length, options, i =>
            {
                work(i);
                var now = Interlocked.Increment(ref done);
                lock (telling)
                {
                    request.Observer.Progress(now, files.Length, "files", now == files.Length);
                }
            }));
        }
        catch (InvalidInputException fault)
        {
            throw new InvalidInputException(root, fault.Message, "then try again", fault);
        }
    }

    private InvalidInputException Unreadable(string mend)
    {
        var faulty = Faulty();
        return new(root, $"{faulty.Length} of {files.Length} files cannot be read: {UnreadableFile.List(faulty)}", mend);
    }

    private UnreadableFile[] Faulty() =>
    [
        .. Enumerable.Range(0, files.Length).Where(i => faults[i] is not null)
            .Select(i => new UnreadableFile(Path.GetRelativePath(root, files[i].Path), faults[i]!)),
    ];
}
