using Espalier.Torch.Serialization;
using static Espalier.Torch.torch;

namespace Espalier.Torch.Tests.Reference;

/// <summary>A file whose bytes were written by hand in Python (make_operators.py).</summary>
public class SafetensorsSampleTests
{
    [Fact]
    public void Every_tensor_of_the_sample_is_read()
    {
        using var scope = NewDisposeScope();

        var (tensors, metadata) = Safetensors.Load(ReferenceFile.PathOf("safetensors_sample.safetensors"));

        Assert.Equal(["bool", "empty", "float32", "float64", "int64", "scalar", "uint8"], tensors.Keys.Order());
        Assert.Equal([0, -1, (1L << 53) + 1, long.MinValue], tensors["int64"].data<long>().ToArray());
        Assert.Equal([Math.PI, -1e-300], tensors["float64"].data<double>().ToArray());
        Assert.Equal([-1f, -0.5f, 0, 0.5f, 1, 1.5f], tensors["float32"].data<float>().ToArray());
        Assert.Equal([0, 1, 128, 255], tensors["uint8"].data<byte>().ToArray());
        Assert.Equal([true, false, true], tensors["bool"].data<bool>().ToArray());
        Assert.Equal(42.5f, tensors["scalar"].item<float>());
        Assert.Equal([], tensors["scalar"].shape);
        Assert.Equal([2, 3], tensors["float32"].shape);
        Assert.Equal([0, 3], tensors["empty"].shape);
        Assert.Equal(ScalarType.Float32, tensors["empty"].dtype);
        Assert.Equal("pt", metadata["format"]);
        Assert.Equal("café \"quoted\"", metadata["note"]);
    }
}
