using System.Text.Json;
using static Espalier.Torch.torch;

namespace Espalier.Torch.Tests.Reference;

/// <summary>One case that make_operators.py stored: an operator's inputs, arguments, outputs and gradients in PyTorch.</summary>
public sealed record ReferenceCase(
    string Name,
    string Op,
    StoredTensor[] Inputs,
    JsonElement Args,
    StoredTensor[] Outputs,
    double[]? GradOutput,
    double[]?[]? Grads,
    bool ChannelsLast,
    int[]? Transpose);

/// <summary>A tensor in row-major order of its logical shape.</summary>
public sealed record StoredTensor(string Dtype, long[] Shape, double[] Data)
{
    public ScalarType Type => Dtype switch
    {
        "float32" => ScalarType.Float32,
        "float64" => ScalarType.Float64,
        "int64" => ScalarType.Int64,
        "uint8" => ScalarType.Byte,
        "bool" => ScalarType.Bool,
        _ => throw new InvalidDataException($"unknown dtype {Dtype}"),
    };

    public bool IsFloatingPoint => Type is ScalarType.Float32 or ScalarType.Float64;

    public Tensor ToTensor() => tensor(Data, Shape).to(Type);
}

/// <summary>Reads the files beside the test assembly.</summary>
internal static class ReferenceFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Reference", name);

    public static JsonElement Root(string name)
    {
        using var stream = File.OpenRead(PathOf(name));
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }

    public static T Read<T>(JsonElement element) => element.Deserialize<T>(Options)!;
}

/// <summary>Compares with PyTorch's values: floats within 1e-5 relative or 1e-6 absolute, everything else exactly.</summary>
internal static class Close
{
    public static void To(double[] expected, Tensor actual, string what)
    {
        using var scope = NewDisposeScope();
        var exact = !actual.dtype.IsFloatingPoint();
        var found = actual.detach().to(ScalarType.Float64).contiguous().data<double>().ToArray();
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < found.Length; i++)
        {
            var tolerance = exact ? 0 : 1e-6 + (1e-5 * Math.Abs(expected[i]));
            Assert.True(Math.Abs(found[i] - expected[i]) <= tolerance, $"{what}[{i}]: {found[i]:G9}, PyTorch has {expected[i]:G9}");
        }
    }
}
