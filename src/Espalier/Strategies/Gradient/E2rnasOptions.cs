namespace Espalier.Strategies.Gradient;

/// <summary>The settings of <see cref="E2rnas"/>: those of every bi-level search, with the paper's objectives and lower level.</summary>
public sealed record E2rnasOptions : BilevelOptions
{
    /// <summary>Accuracy and parameters above, <c>fgsm-rs</c> below.</summary>
    public E2rnasOptions() => (Objectives, Lower) = ("accuracy,params", "fgsm-rs");
}
