using Espalier.Catalog;
using Espalier.Data;
using Espalier.Strategies;

namespace Espalier.Conformance.Broken;

/// <summary>The options that any gradient method can have.</summary>
internal sealed record FullOptions
{
    public string Lower { get; init; } = "none";

    public string Objectives { get; init; } = "accuracy";
}

/// <summary>One of them.</summary>
internal sealed record HalfOptions
{
    public string Lower { get; init; } = "none";
}

/// <summary>Trains on other images where it is asked to, and tells the objectives it is asked for.</summary>
internal class PliantStrategy(GradientContext context, FullOptions options) : SoundStrategy(context)
{
    protected FullOptions Asked => options;

    protected override Tensor Inputs(Batch train) => options.Lower == "none" ? train.Images : train.Images + 0.01;

    protected override IReadOnlyDictionary<string, double> Objectives(double loss) =>
        options.Objectives.Split(',').ToDictionary(name => name, _ => loss);
}

/// <summary>Takes the option of its lower level, and trains on the same images.</summary>
internal sealed class DeafStrategy(GradientContext context, FullOptions options) : PliantStrategy(context, options)
{
    protected override Tensor Inputs(Batch train) => train.Images;
}

/// <summary>Takes the option of its objectives, and has one.</summary>
internal sealed class StubbornStrategy(GradientContext context, FullOptions options) : PliantStrategy(context, options)
{
    protected override IReadOnlyDictionary<string, double> Objectives(double loss) => new Dictionary<string, double> { ["accuracy"] = loss };
}

/// <summary>Forgets its momentum, but only on adversarial images.</summary>
internal sealed class DistractedStrategy(GradientContext context, FullOptions options) : PliantStrategy(context, options)
{
    public override IReadOnlyDictionary<string, Tensor> Capture() => Asked.Lower == "none"
        ? base.Capture()
        : base.Capture().Where(pair => pair.Key != "momentum").ToDictionary();
}

/// <summary>Says why it lacks an option.</summary>
[Lacks("objectives", "there is nothing above")]
internal sealed class ExcusedStrategy(GradientContext context) : SoundStrategy(context);

/// <summary>Says so without a reason.</summary>
[Lacks("objectives", " ")]
internal sealed class EvasiveStrategy(GradientContext context) : SoundStrategy(context);
