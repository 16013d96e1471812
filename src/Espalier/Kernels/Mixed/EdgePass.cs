using Espalier.Kernels.Memory;
using Espalier.Kernels.Norms;
using Espalier.Kernels.Rows;

namespace Espalier.Kernels.Mixed;

/// <summary>
/// A mixed edge during one pass. All choices share one look at the input, and one frame of it after ReLU; each batch norm ends a round
/// over the batch.
/// </summary>
internal sealed unsafe class EdgePass : IDisposable
{
    private const int BandNumbers = 2048;
    private readonly RowKernels rows;
    private readonly Maps input;
    private readonly ChoicePass[] choices;
    private readonly int border;
    private readonly bool readsActive;
    private readonly nint scratchSize;

    /// <summary>An edge from maps.</summary>
    /// <param name="plan">The edge.</param>
    /// <param name="norms">Its batch norms in this pass, per choice.</param>
    /// <param name="shares">Its row of the mixture.</param>
    /// <param name="rows">The kernels.</param>
    /// <param name="input">What goes in.</param>
    internal EdgePass(MixedEdgePlan plan, FusedNorm[][] norms, ReadOnlySpan<float> shares, RowKernels rows, Maps input)
    {
        (this.rows, this.input) = (rows, input);
        border = plan.Choices.Max(choice => choice.Parts is StagesChoice stages ? stages.Stages[0].Border : 0);
        choices = new ChoicePass[plan.Choices.Count];
        for (var i = 0; i < choices.Length; i++)
        {
            choices[i] = plan.Choices[i].Parts switch
            {
                StagesChoice stages => new StagesPass(stages, norms[i], rows, input, border),
                PoolChoice pool => new PoolPass(pool, norms[i][0], rows, input),
                _ => new IdentityPass(rows, input),
            };
            choices[i].Share = shares[plan.Choices[i].Column];
        }

        readsActive = Array.Exists(choices, choice => choice.ReadsActive);
        scratchSize = choices.Max(choice => choice.ScratchSize) + input.SampleSize
            + Frame.Size(input.Height, input.Width, input.Channels, border);
    }

    /// <summary>What the way back needs.</summary>
    internal IEnumerable<Maps> Kept => choices.SelectMany(choice => choice.Kept);

    /// <summary>Batch norms for a pass over an edge, per choice.</summary>
    internal static FusedNorm[][] Norms(MixedEdgePlan plan, int width) =>
    [
        .. plan.Choices.Select(choice => choice.Parts switch
        {
            StagesChoice stages => stages.Stages.Select(stage => new FusedNorm(stage.Norm, width)).ToArray(),
            PoolChoice pool => [new FusedNorm(pool.Norm, width)],
            _ => [],
        }),
    ];

    /// <summary>Takes back what was kept.</summary>
    internal void Restore(IEnumerator<Maps> kept) => Array.ForEach(choices, choice => choice.Restore(kept));

    /// <summary>The way forth up to the last batch norms; what is kept belongs to the caller's scope.</summary>
    /// <param name="again">Whether the batch norms know their statistics from the first time.</param>
    internal void Forward(bool again = false)
    {
        Array.ForEach(choices, choice => choice.Begin());
        Each(choices, active: true, (choice, in at) => choice.First(at));
        if (!again)
        {
            Array.ForEach(choices, choice => choice.FinishFirst());
        }

        var longer = Array.FindAll(choices, choice => choice.HasSecond);
        Each(longer, active: false, (choice, in at) => choice.Second(at));
        if (!again)
        {
            Array.ForEach(longer, choice => choice.FinishSecond());
        }
    }

    /// <summary>Adds the mixture to the node, or writes it where nothing is yet.</summary>
    internal void Output(Maps node, bool adds) => EachBand(node, (choice, in at, in band, target) =>
        choice.Output(at, band, (float*)target, adds || choice != choices[0]));

    /// <summary>The way back.</summary>
    /// <param name="gradient">The node's gradient.</param>
    /// <param name="target">The input's gradient, added to; null where nobody wants it.</param>
    /// <param name="wantsWeights">Whether the weights' gradients are wanted.</param>
    /// <returns>The gradient of each choice's share.</returns>
    internal double[] Backward(Maps gradient, Maps? target, bool wantsWeights)
    {
        Array.ForEach(choices, choice => choice.BeginBack());
        EachBand(gradient, (choice, in at, in band, from) => choice.Gather(at, band, (float*)from));
        var shares = Array.ConvertAll(choices, choice => choice.FinishGather());
        if (target is null && !wantsWeights)
        {
            return shares;
        }

        if (wantsWeights)
        {
            Array.ForEach(choices, choice => choice.WantWeights());
        }

        var longer = Array.FindAll(choices, choice => choice.HasSecond);
        Each(longer, active: false, (choice, in at) => choice.SecondBack(at, gradient.Sample(at.Sample)));
        Array.ForEach(longer, choice => choice.FinishSecondBack());
        FirstBack(gradient, target);
        return shares;
    }

    /// <summary>The gradients of its weights, in the plan's order.</summary>
    internal IEnumerable<Tensor> WeightGradients() => choices.SelectMany(choice => choice.WeightGradients());

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(choices, choice => choice.Dispose());

    private void FirstBack(Maps gradient, Maps? target) => SampleLoop.Run(input.Samples, scratchSize, (sample, chunk, scratch) =>
    {
        var at = At(sample, chunk, scratch, active: true);
        var active = target is null ? null : scratch.Take(input.SampleSize);
        var own = target is null ? null : target.Sample(sample);
        var adds = false;
        foreach (var choice in choices)
        {
            choice.FirstBack(at, gradient.Sample(sample), active, adds, own);
            adds |= choice.ReadsActive;
        }

        if (own is not null && adds)
        {
            rows.AddGated(own, at.Input, active, (int)input.SampleSize);
        }
    });

    private delegate void Step(ChoicePass choice, in EdgeSample at);

    private void Each(ChoicePass[] some, bool active, Step step)
    {
        if (some.Length == 0)
        {
            return;
        }

        SampleLoop.Run(input.Samples, scratchSize, (sample, chunk, scratch) =>
        {
            var at = At(sample, chunk, scratch, active);
            foreach (var choice in some)
            {
                step(choice, at);
            }
        });
    }

    private delegate void BandStep(ChoicePass choice, in EdgeSample at, in Band band, nint node);

    /// <summary>Every choice looks at the same few rows of the node before anyone goes on.</summary>
    private void EachBand(Maps node, BandStep step)
    {
        var count = Math.Clamp(BandNumbers / (node.Width * node.Channels), 1, node.Height);
        SampleLoop.Run(input.Samples, scratchSize, (sample, chunk, scratch) =>
        {
            var edge = At(sample, chunk, scratch, active: false);
            for (var first = 0; first < node.Height; first += count)
            {
                var rowCount = Math.Min(count, node.Height - first);
                var band = new Band(first, rowCount, first * node.Width, rowCount * node.Width);
                var at = (nint)(node.Sample(sample) + (band.FirstPixel * (nint)node.Channels));
                foreach (var choice in choices)
                {
                    step(choice, edge, band, at);
                }
            }
        });
    }

    private EdgeSample At(int sample, int chunk, Scratch scratch, bool active) => new()
    {
        Sample = sample,
        Chunk = chunk,
        Input = input.Sample(sample),
        Active = active && readsActive ? Frame.OfRelu(input, sample, border, rows, scratch) : default,
        Scratch = scratch,
    };
}
