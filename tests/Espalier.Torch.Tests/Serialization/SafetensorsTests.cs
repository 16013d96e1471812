using Espalier.Torch.Serialization;
using static Espalier.Torch.torch;

namespace Espalier.Torch.Tests.Serialization;

/// <summary>What is saved is read back, and a file is there whole or not at all.</summary>
public sealed class SafetensorsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<ScalarType> Types => [.. Enum.GetValues<ScalarType>()];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_type_and_shape_comes_back_bit_equal(ScalarType type)
    {
        using var scope = NewDisposeScope();
        var values = tensor([0.0, 1, 2.5, 100, 127, 1, 0, 3, 4, 5, 6, 7]).to(type);
        var saved = new Dictionary<string, Tensor>
        {
            ["matrix"] = values.view(3, 4),
            ["a.dotted.name"] = values.view(1, 2, 3, 2),
            ["scalar"] = values[2],
            ["empty"] = zeros([0, 3], type),
            ["one"] = values.narrow(0, 3, 1),
            ["émoji \"quoted\" 🌳"] = values,
        };

        var (loaded, metadata) = RoundTrip(saved);

        Assert.Empty(metadata);
        Assert.Equal(saved.Keys.Order(), loaded.Keys.Order());
        foreach (var (name, tensor) in saved)
        {
            Assert.Equal(type, loaded[name].dtype);
            Assert.Equal(tensor.shape, loaded[name].shape);
            Assert.Equal(tensor.contiguous().bytes.ToArray(), loaded[name].bytes.ToArray());
        }
    }

    [Fact]
    public void Special_numbers_keep_their_bits()
    {
        using var scope = NewDisposeScope();
        double[] special = [double.NaN, double.NegativeInfinity, -0.0, double.Epsilon, double.MaxValue, Math.PI];

        var (loaded, _) = RoundTrip(new() { ["x"] = tensor(special), ["y"] = tensor([long.MinValue, long.MaxValue]) });

        Assert.Equal(
            special.Select(BitConverter.DoubleToInt64Bits), loaded["x"].data<double>().Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal([long.MinValue, long.MaxValue], loaded["y"].data<long>());
    }

    [Fact]
    public void Whatever_the_layout_the_file_is_row_major()
    {
        using var scope = NewDisposeScope();
        var x = arange(0, 120, ScalarType.Float32).view(2, 3, 4, 5);
        var saved = new Dictionary<string, Tensor>
        {
            ["channels last"] = x.contiguous(memory_format.channels_last),
            ["transposed"] = x.transpose(1, 3),
            ["strided"] = x.slice(2, 1, 4, 2),
            ["repeated"] = x.narrow(0, 0, 1).expand(3, 3, 4, 5),
            ["recorded"] = ones([3], requires_grad: true) * 2,
        };

        var (loaded, _) = RoundTrip(saved);

        Assert.All(saved, pair => Assert.True(equal(pair.Value, loaded[pair.Key]), pair.Key));
        Assert.All(loaded.Values, tensor => Assert.True(tensor.is_contiguous()));
        Assert.All(loaded.Values, tensor => Assert.False(tensor.requires_grad));
    }

    [Fact]
    public void Text_beside_the_tensors_comes_back()
    {
        using var scope = NewDisposeScope();
        var metadata = new Dictionary<string, string> { ["format"] = "pt", [""] = "", ["ligne\n"] = "é \\ \" \u0001 🌳" };

        Assert.Equal(metadata, RoundTrip([], metadata).Metadata);
        Assert.Equal(metadata, RoundTrip(new() { ["x"] = ones([2]) }, metadata).Metadata);
        Assert.Empty(RoundTrip([]).Tensors);
    }

    [Fact]
    public void The_same_content_is_the_same_file()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (ones([2]), zeros([3]));
        var first = new Dictionary<string, Tensor> { ["a"] = a, ["b"] = b };
        var second = new Dictionary<string, Tensor> { ["b"] = b, ["a"] = a };

        Safetensors.Save(folder["first"], first, new Dictionary<string, string> { ["x"] = "1", ["y"] = "2" });
        Safetensors.Save(folder["second"], second, new Dictionary<string, string> { ["y"] = "2", ["x"] = "1" });

        Assert.Equal(File.ReadAllBytes(folder["first"]), File.ReadAllBytes(folder["second"]));
    }

    [Fact]
    public void The_data_starts_at_a_multiple_of_eight()
    {
        using var scope = NewDisposeScope();
        for (var length = 1; length <= 9; length++)
        {
            Safetensors.Save(folder["aligned"], new Dictionary<string, Tensor> { [new string('x', length)] = ones([1]) });

            Assert.Equal(0, BitConverter.ToInt64(File.ReadAllBytes(folder["aligned"])) % 8);
        }
    }

    [Fact]
    public void A_file_is_replaced_whole()
    {
        using var scope = NewDisposeScope();
        Safetensors.Save(folder["model"], new Dictionary<string, Tensor> { ["x"] = ones([1000]) });
        Safetensors.Save(folder["model"], new Dictionary<string, Tensor> { ["x"] = zeros([2]) });

        Assert.Equal([0f, 0f], Safetensors.Load(folder["model"]).Tensors["x"].data<float>());
        Assert.Equal([folder["model"]], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_save_that_fails_leaves_the_old_file_and_no_other()
    {
        using var scope = NewDisposeScope();
        var broken = ones([3]);
        Safetensors.Save(folder["model"], new Dictionary<string, Tensor> { ["x"] = tensor([1f, 2]) });
        broken.Dispose();

        Assert.Throws<ObjectDisposedException>(
            () => Safetensors.Save(folder["model"], new Dictionary<string, Tensor> { ["a"] = ones([9]), ["x"] = broken }));
        Assert.Throws<ArgumentException>(
            () => Safetensors.Save(folder["model"], new Dictionary<string, Tensor> { ["__metadata__"] = ones([9]) }));

        Assert.Equal([1f, 2f], Safetensors.Load(folder["model"]).Tensors["x"].data<float>());
        Assert.Equal([folder["model"]], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_folder_in_the_way_stays()
    {
        using var scope = NewDisposeScope();
        var inside = Path.Combine(Directory.CreateDirectory(folder["model"]).FullName, "kept");
        File.WriteAllText(inside, "kept");

        Assert.ThrowsAny<SystemException>(() => Safetensors.Save(folder["model"], new Dictionary<string, Tensor> { ["x"] = ones([2]) }));

        Assert.Equal("kept", File.ReadAllText(inside));
        Assert.Equal([folder["model"]], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Paths_that_name_no_file_are_errors_of_the_file_system()
    {
        var nowhere = Path.Combine(folder["none"], "model");

        Assert.Throws<DirectoryNotFoundException>(() => Safetensors.Save(nowhere, new Dictionary<string, Tensor>()));
        Assert.Throws<DirectoryNotFoundException>(() => Safetensors.Load(nowhere));
        Assert.Throws<FileNotFoundException>(() => Safetensors.Load(folder["none"]));
        Assert.Throws<ArgumentNullException>(() => Safetensors.Save(null!, new Dictionary<string, Tensor>()));
        Assert.Throws<ArgumentNullException>(() => Safetensors.Save(folder["none"], null!));
    }

    private (Dictionary<string, Tensor> Tensors, Dictionary<string, string> Metadata) RoundTrip(
        Dictionary<string, Tensor> tensors, Dictionary<string, string>? metadata = null)
    {
        Safetensors.Save(folder["trip"], tensors, metadata);
        return Safetensors.Load(folder["trip"]);
    }
}
