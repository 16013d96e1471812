using Espalier.Export.Graphs;

namespace Espalier.Export.Operators;

/// <summary>Says in ONNX' terms what an operator of libtorch does. <see cref="TranslatesAttribute"/> names the operators.</summary>
internal interface ITranslation
{
    /// <summary>Adds the nodes of one call and gives the name of its result.</summary>
    /// <exception cref="InvalidInputException">This call has no translation (<see cref="TracedCall.Refusal"/>).</exception>
    string Translate(TracedCall call, GraphBuilder graph);
}

/// <summary>An operator that a translation knows.</summary>
/// <param name="name">Its name and overload, e.g. <c>aten::add.Tensor</c>.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
internal sealed class TranslatesAttribute(string name) : Attribute
{
    internal string Name { get; } = name;
}
