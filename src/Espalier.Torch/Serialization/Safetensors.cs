using System.Buffers.Binary;
using System.Numerics;
using System.Text.Json;
using static Espalier.Torch.torch;

namespace Espalier.Torch.Serialization;

/// <summary>
/// Files of named tensors in the safetensors format: 8 bytes of header length, a JSON header, then the raw little-endian data.
/// </summary>
public static class Safetensors
{
    private const int MostHeaderBytes = 100_000_000;
    private const string MetadataKey = "__metadata__";

    /// <summary>Writes tensors (in row-major order, whatever their layout) and a dictionary of text beside them.</summary>
    /// <remarks>
    /// As <see cref="WholeFile.Write"/> writes: whole or not at all.
    /// </remarks>
    /// <exception cref="ArgumentException">A tensor has the reserved name <c>__metadata__</c>.</exception>
    public static void Save(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(tensors);
        if (tensors.ContainsKey(MetadataKey))
        {
            throw new ArgumentException($"no tensor may be named {MetadataKey}", nameof(tensors));
        }

        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        var names = tensors.Keys.Order(StringComparer.Ordinal).ToArray();
        var header = Header(names, tensors, metadata);
        WholeFile.Write(path, file =>
        {
            file.Write(header);
            foreach (var name in names)
            {
                using var inner = NewDisposeScope();
                file.Write(tensors[name].detach().to(CPU).contiguous().bytes);
            }
        });
    }

    /// <summary>How many bytes <see cref="Save"/> writes.</summary>
    public static long SizeOf(IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        return Header([.. tensors.Keys], tensors, metadata).Length + tensors.Values.Sum(tensor => tensor.numel() * tensor.dtype.ElementSize());
    }

    /// <summary>Reads a file back. The tensors belong to the caller's scope.</summary>
    /// <exception cref="InvalidDataException">
    /// The file is no safetensors file, is cut short or has bytes too many, or its tensors overlap or leave gaps; the byte is named.
    /// </exception>
    public static (Dictionary<string, Tensor> Tensors, Dictionary<string, string> Metadata) Load(string path)
    {
        using var scope = NewDisposeScope();
        using var file = File.OpenRead(path);
        var (entries, metadata, start) = ReadHeader(file, path);
        CheckPlaces(entries, path, start, file.Length);
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            var tensor = empty(entry.Shape, entry.Type);
            tensors.Add(entry.Name, tensor);
            file.Position = start + entry.Begin;
            file.ReadExactly(tensor.bytes);
        }

        foreach (var tensor in tensors.Values)
        {
            tensor.MoveToOuterDisposeScope();
        }

        return (tensors, metadata);
    }

    /// <summary>The tensors fill the rest of the file one after another, each with as many bytes as its shape takes.</summary>
    private static void CheckPlaces(List<Entry> entries, string path, long start, long length)
    {
        var next = 0L;
        foreach (var entry in entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End))
        {
            var fault = entry.Begin != next ? $"the tensor before it ends at byte {start + next}"
                : entry.End > length - start ? $"the file ends at byte {length}"
                : entry.Bytes != entry.End - next ? $"its shape takes {entry.Bytes} bytes, the header gives it {entry.End - next}"
                : null;
            if (fault is not null)
            {
                throw new InvalidDataException($"{path}: '{entry.Name}' is said to start at byte {start + entry.Begin}, but {fault}");
            }

            next = entry.End;
        }

        if (length != start + next)
        {
            throw new InvalidDataException($"{path}: {length} bytes, but the header at byte 8 promises {start + next}");
        }
    }

    private static byte[] Header(string[] names, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        using var memory = new MemoryStream();
        memory.Write(new byte[sizeof(long)]);
        using (var json = new Utf8JsonWriter(memory))
        {
            json.WriteStartObject();
            if (metadata is not null)
            {
                json.WriteStartObject(MetadataKey);
                foreach (var (key, value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                {
                    json.WriteString(key, value);
                }

                json.WriteEndObject();
            }

            var offset = 0L;
            foreach (var name in names)
            {
                var tensor = tensors[name];
                var length = tensor.numel() * tensor.dtype.ElementSize();
                json.WriteStartObject(name);
                json.WriteString("dtype", NameOf(tensor.dtype));
                WriteNumbers(json, "shape", tensor.shape);
                WriteNumbers(json, "data_offsets", [offset, offset + length]);
                json.WriteEndObject();
                offset += length;
            }

            json.WriteEndObject();
        }

        // The data starts at a multiple of 8, as the format asks.
        while (memory.Length % 8 != 0)
        {
            memory.WriteByte((byte)' ');
        }

        var header = memory.ToArray();
        BinaryPrimitives.WriteInt64LittleEndian(header, header.Length - sizeof(long));
        return header;
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, long[] numbers)
    {
        json.WriteStartArray(name);
        Array.ForEach(numbers, json.WriteNumberValue);
        json.WriteEndArray();
    }

    private static (List<Entry> Entries, Dictionary<string, string> Metadata, long Start) ReadHeader(FileStream file, string path)
    {
        Span<byte> prefix = stackalloc byte[sizeof(long)];
        if (file.ReadAtLeast(prefix, prefix.Length, throwOnEndOfStream: false) < prefix.Length)
        {
            throw new InvalidDataException($"{path}: ends at byte {file.Length}, before the header's length");
        }

        var length = BinaryPrimitives.ReadInt64LittleEndian(prefix);
        if (length is < 2 or > MostHeaderBytes || length > file.Length - prefix.Length)
        {
            throw new InvalidDataException($"{path}: byte 0 says the header has {length} bytes, the file has {file.Length}");
        }

        var text = new byte[length];
        file.ReadExactly(text);
        try
        {
            using var document = JsonDocument.Parse(text);
            var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
            var entries = new List<Entry>();
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (property.NameEquals(MetadataKey))
                {
                    metadata = property.Value.EnumerateObject()
                        .ToDictionary(pair => pair.Name, pair => pair.Value.GetString() ?? string.Empty);
                }
                else
                {
                    entries.Add(Entry.Read(property));
                }
            }

            var twice = entries.CountBy(entry => entry.Name).FirstOrDefault(pair => pair.Value > 1).Key;
            return twice is null
                ? (entries, metadata, prefix.Length + length)
                : throw new FormatException($"'{twice}' is there twice");
        }
        catch (Exception fault)
            when (fault is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException)
        {
            throw new InvalidDataException($"{path}: the header at byte 8 is not a list of tensors: {fault.Message}", fault);
        }
    }

    private static string NameOf(ScalarType type) => type switch
    {
        ScalarType.Bool => "BOOL",
        ScalarType.Byte => "U8",
        ScalarType.Int8 => "I8",
        ScalarType.Int16 => "I16",
        ScalarType.Int32 => "I32",
        ScalarType.Int64 => "I64",
        ScalarType.Float16 => "F16",
        ScalarType.BFloat16 => "BF16",
        ScalarType.Float32 => "F32",
        ScalarType.Float64 => "F64",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "has no name in the format"),
    };

    private sealed record Entry(string Name, ScalarType Type, long[] Shape, long Begin, long End)
    {
        /// <summary>The size that its shape and type ask for; a header may promise more than fits a long.</summary>
        internal BigInteger Bytes => Shape.Aggregate(new BigInteger(Type.ElementSize()), (product, size) => product * size);

        internal static Entry Read(JsonProperty property)
        {
            var dtype = property.Value.GetProperty("dtype").GetString();
            var type = Enum.GetValues<ScalarType>().Where(type => NameOf(type) == dtype).Cast<ScalarType?>().FirstOrDefault()
                ?? throw new FormatException($"'{property.Name}' has the unknown type {dtype}");
            var shape = property.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()).ToArray();
            var offsets = property.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt64()).ToArray();
            var sound = offsets is [>= 0, _] && offsets[0] <= offsets[1] && Array.TrueForAll(shape, size => size >= 0);
            return sound
                ? new Entry(property.Name, type, shape, offsets[0], offsets[1])
                : throw new FormatException($"'{property.Name}' has an impossible shape or place");
        }
    }
}
