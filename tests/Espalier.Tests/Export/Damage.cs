using System.Runtime.InteropServices;
using Espalier.Onnx.Schema;
using Google.Protobuf;

namespace Espalier.Tests.Export;

/// <summary>Breaks written files.</summary>
internal static class Damage
{
    /// <summary>Flips the sign of the first weight of the classifier.</summary>
    internal static void FlipWeight(string path) => Change(path, weights => weights[0] = -weights[0]);

    /// <summary>Makes the first weight of the classifier no number.</summary>
    internal static void Spoil(string path) => Change(path, weights => weights[0] = float.NaN);

    /// <summary>Turns the classifier's weights around, so that it takes classes for others.</summary>
    internal static void Negate(string path) => Change(path, weights => Array.ConvertAll(weights, weight => -weight).CopyTo(weights, 0));

    private static void Change(string path, Action<float[]> change)
    {
        var model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(path));
        var classifier = model.Graph.Initializer.Single(constant => constant.Name == "classifier.weight");
        var weights = MemoryMarshal.Cast<byte, float>(classifier.RawData.Span).ToArray();
        change(weights);
        classifier.RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(weights));
        File.WriteAllBytes(path, model.ToByteArray());
    }
}
