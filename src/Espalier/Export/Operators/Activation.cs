using System.Globalization;
using Espalier.Export.Graphs;

namespace Espalier.Export.Operators;

/// <summary>Functions of one number that ONNX calls by libtorch's name, with a capital.</summary>
[Translates("aten::relu")]
[Translates("aten::relu_")]
[Translates("aten::sigmoid")]
[Translates("aten::tanh")]
[Translates("aten::exp")]
[Translates("aten::log")]
[Translates("aten::sqrt")]
[Translates("aten::abs")]
[Translates("aten::neg")]
internal sealed class Activation : ITranslation
{
    public string Translate(TracedCall call, GraphBuilder graph) =>
        graph.Add(CultureInfo.InvariantCulture.TextInfo.ToTitleCase(call.Name.TrimEnd('_')), [graph.Value(call.Tensor(0))]);
}
