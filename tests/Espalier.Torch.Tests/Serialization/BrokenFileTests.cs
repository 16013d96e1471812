using System.Text;
using System.Text.RegularExpressions;
using Espalier.Torch.Serialization;
using static Espalier.Torch.torch;

namespace Espalier.Torch.Tests.Serialization;

/// <summary>A file that is not what it says is refused in one way, with the byte, before anything is handed out.</summary>
public sealed class BrokenFileTests : IDisposable
{
    private const string TwoTensors =
        """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"U8","shape":[2,2],"data_offsets":[8,12]}}""";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_unbroken_file_is_read()
    {
        using var scope = NewDisposeScope();

        var (tensors, _) = Safetensors.Load(Write(TwoTensors, 12));

        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], tensors["a"].bytes.ToArray());
        Assert.Equal([8, 9, 10, 11], tensors["b"].bytes.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void A_file_without_room_for_the_length_ends_too_early(int length)
    {
        File.WriteAllBytes(folder["cut"], new byte[length]);

        Refused(folder["cut"], $"ends at byte {length}");
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(1L)]
    [InlineData(-1L)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    [InlineData(1_000_000L)]
    [InlineData(1L << 40)]
    public void A_header_length_beyond_the_file_is_refused(long length)
    {
        var path = Write(TwoTensors, 12);
        using (var file = File.OpenWrite(path))
        {
            file.Write(BitConverter.GetBytes(length));
        }

        Refused(path, $"byte 0 says the header has {length} bytes");
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("not json at all")]
    [InlineData("""{"a":""")]
    [InlineData("""{"a":1}""")]
    [InlineData("""{"a":{}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2]}}""")]
    [InlineData("""{"a":{"dtype":"F99","shape":[2],"data_offsets":[0,8]}}""")]
    [InlineData("""{"a":{"dtype":null,"shape":[2],"data_offsets":[0,8]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":2,"data_offsets":[0,8]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":["2"],"data_offsets":[0,8]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8,9]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,99999999999999999999]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"U8","shape":[2,2],"data_offsets":[8,12]}}""")]
    [InlineData("""{"__metadata__":[1],"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}""")]
    [InlineData("""{"__metadata__":{"x":1},"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}""")]
    [InlineData("""{"\ud800":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}""")]
    public void A_header_that_lists_no_tensors_is_refused(string header) => Refused(Write(header, 12), "the header at byte 8");

    [Theory]
    [InlineData("[0,8]", "[4,8]", "'b' is said to start at byte {4}, but the tensor before it ends at byte {8}")]
    [InlineData("[0,8]", "[9,13]", "'b' is said to start at byte {9}, but the tensor before it ends at byte {8}")]
    [InlineData("[4,12]", "[0,4]", null)]
    [InlineData("[1,9]", "[9,13]", "'a' is said to start at byte {1}, but the tensor before it ends at byte {0}")]
    [InlineData("[0,8]", "[8,13]", "'b' is said to start at byte {8}, but the file ends at byte {12}")]
    [InlineData("[0,8]", "[8,9223372036854775807]", "'b' is said to start at byte {8}, but the file ends at byte {12}")]
    [InlineData("[0,9]", "[9,12]", "'a' is said to start at byte {0}, but its shape takes 8 bytes, the header gives it 9")]
    public void Tensors_fill_the_file_without_gap_or_overlap(string a, string b, string? told)
    {
        var header = TwoTensors.Replace("[0,8]", a, StringComparison.Ordinal).Replace("[8,12]", b, StringComparison.Ordinal);
        var start = sizeof(long) + header.Length;
        var path = Write(header, 12);
        if (told is null)
        {
            using var scope = NewDisposeScope();
            Assert.Equal([0, 1, 2, 3], Safetensors.Load(path).Tensors["b"].bytes.ToArray());
            return;
        }

        Refused(path, Regex.Replace(told, @"\{(\d+)\}", match => $"{start + int.Parse(match.Groups[1].Value)}"));
    }

    [Theory]
    [InlineData("[4611686018427387904,4611686018427387904]")]
    [InlineData("[9223372036854775807]")]
    [InlineData("[3,4294967296,4294967296]")]
    public void A_shape_beyond_any_memory_is_refused(string shape)
    {
        var header = """{"a":{"dtype":"F32","shape":?,"data_offsets":[0,12]}}""".Replace("?", shape, StringComparison.Ordinal);

        Refused(Write(header, 12), "its shape takes");
    }

    [Theory]
    [InlineData(-12)]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(1000)]
    public void A_file_cut_short_or_with_bytes_too_many_is_refused(int change) => Refused(Write(TwoTensors, 12 + change), "byte");

    [Fact]
    public void Five_hundred_flipped_bits_of_the_header_are_read_or_refused()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(99);
        const string Metadata = """
            "__metadata__":{"k":"v"},
            """;
        var whole = File.ReadAllBytes(Write(TwoTensors.Insert(1, Metadata), 12));
        var places = randint(whole.Length - 12, [500], generator: generator).data<long>();
        var bits = randint(8, [500], generator: generator).data<long>();
        var refused = 0;
        var live = LiveTensors;
        for (var i = 0; i < 500; i++)
        {
            var broken = (byte[])whole.Clone();
            broken[places[i]] ^= (byte)(1 << (int)bits[i]);
            File.WriteAllBytes(folder["flipped"], broken);

            using var inner = NewDisposeScope();
            var fault = Record.Exception(() => Safetensors.Load(folder["flipped"]));

            Assert.True(fault is null or InvalidDataException, $"bit {bits[i]} of byte {places[i]}: {fault}");
            Assert.True(fault is null || fault.Message.Contains("byte", StringComparison.Ordinal), fault?.Message);
            refused += fault is null ? 0 : 1;
        }

        Assert.Equal(live, LiveTensors);
        Assert.InRange(refused, 250, 499);
    }

    private string Write(string header, int dataLength)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var data = Enumerable.Range(0, dataLength).Select(i => (byte)i);
        File.WriteAllBytes(folder["model"], [.. BitConverter.GetBytes((long)text.Length), .. text, .. data]);
        return folder["model"];
    }

    private static void Refused(string path, string told)
    {
        var live = LiveTensors;

        var fault = Assert.Throws<InvalidDataException>(() => Safetensors.Load(path));

        Assert.StartsWith(path + ": ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(told, fault.Message, StringComparison.Ordinal);
        Assert.Contains("byte", fault.Message, StringComparison.Ordinal);
        Assert.Equal(live, LiveTensors);
    }
}
