namespace Espalier.Estimators.Predictors.Networks;

/// <summary>A block of an MLP-Mixer (arXiv 2105.01601): what is mixed first are the segments, then the numbers of each.</summary>
internal sealed class MixerBlock : Module<Tensor, Tensor>
{
    private readonly Linear wider;
    private readonly Linear back;
    private readonly Linear narrower;
    private readonly Linear again;
    private readonly SeededDropout dropout;
    private readonly int width;

    /// <summary>A block for [N, segments, width].</summary>
    internal MixerBlock(int segments, int width, double acrossFactor, double withinFactor, double dropout, Generator generator)
        : base(nameof(MixerBlock))
    {
        this.width = width;
        var (across, within) = (Math.Max(1, (int)(segments * acrossFactor)), Math.Max(1, (int)(width * withinFactor)));
        wider = Layers.Drawn(segments, across, generator);
        back = Layers.Drawn(across, segments, generator);
        narrower = Layers.Drawn(width, within, generator);
        again = Layers.Drawn(within, width, generator);
        this.dropout = new(dropout, generator);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var turned = functional.layer_norm(input, [width]).transpose(1, 2);
        var mixed = input + dropout.call(back.call(dropout.call(functional.gelu(wider.call(turned))))).transpose(1, 2);
        var within = again.call(dropout.call(functional.gelu(narrower.call(functional.layer_norm(mixed, [width])))));
        return (mixed + dropout.call(within)).MoveToOuterDisposeScope();
    }
}
