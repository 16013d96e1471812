using Espalier.Kernels.Memory;
using Espalier.Kernels.Norms;
using Espalier.Kernels.Rows;

namespace Espalier.Kernels.Cells;

/// <summary>An edge during one pass. All choices share one look at the input; each batch norm ends a round over the batch.</summary>
internal sealed unsafe class EdgePass : IDisposable
{
    /// <summary>So many numbers of a map, 8 KB, stay in the nearest cache beside what else is worked on.</summary>
    internal const int BandNumbers = 2048;

    private readonly Maps input;
    private readonly RowKernels rows;
    private readonly int border;
    private readonly int channels;
    private readonly ChoicePass[] choices;
    private readonly ChoicePass[] longer;
    private readonly bool hasStages;
    private readonly bool readsPixels;
    private readonly nint scratchSize;
    private readonly int stride;
    private readonly int height;
    private readonly SampleLoop loop;

    /// <summary>An edge from a state.</summary>
    /// <param name="plan">The edge.</param>
    /// <param name="norms">Its batch norms in this pass, per choice.</param>
    /// <param name="shares">Its row of the mixture.</param>
    /// <param name="rows">The kernels.</param>
    /// <param name="input">The state where it starts.</param>
    internal EdgePass(FusedEdgePlan plan, FusedNorm[][] norms, ReadOnlySpan<float> shares, RowKernels rows, Maps input)
    {
        (this.input, this.rows, border) = (input, rows, plan.Border);
        stride = plan.Stride;
        height = ((input.Height - 1) / stride) + 1;
        loop = SampleLoop.Over(input.Samples, height);
        choices = new ChoicePass[plan.Choices.Count];
        for (var i = 0; i < choices.Length; i++)
        {
            var share = shares[plan.Choices[i].Column];
            choices[i] = plan.Choices[i].Parts switch
            {
                StagesChoice stages => new StagesPass(stages, norms[i], rows, input, loop, border) { Share = share },
                PoolChoice pool => new PoolPass(pool.Window, norms[i][0], rows, input, loop) { Share = share },
                _ => new IdentityPass(norms[i][0], rows, input.Width, loop) { Share = share },
            };
        }

        longer = Array.FindAll(choices, choice => choice.Stages > 1);
        hasStages = Array.Exists(choices, choice => choice.Stages > 0);
        readsPixels = choices is [{ ReadsPixels: true }];
        channels = norms[0][^1].Width;
        scratchSize = choices.Max(choice => choice.ScratchSize)
            + input.SampleSize + Frame.Size(input.Height, input.Width, input.Channels, border);
    }

    /// <summary>What the way back needs.</summary>
    internal IEnumerable<Maps> Kept => choices.SelectMany(choice => choice.Kept);

    /// <summary>A node for what comes out, with nothing in it yet, in the caller's scope.</summary>
    internal Maps NewNode() => Maps.Empty(input.Samples, height, ((input.Width - 1) / stride) + 1, channels);

    /// <summary>Batch norms for a pass over an edge, per choice.</summary>
    internal static FusedNorm[][] Norms(FusedEdgePlan plan, int channels, int width) =>
    [
        .. plan.Choices.Select(choice => choice.Parts.Norms.Select(norm => new FusedNorm(norm, width)).ToArray()
            is { Length: > 0 } norms ? norms : [FusedNorm.None(channels, width)]),
    ];

    /// <summary>Takes back what was kept.</summary>
    internal void Restore(IEnumerator<Maps> kept) => Array.ForEach(choices, choice => choice.Restore(kept));

    /// <summary>The way forth up to the last batch norms; what is kept belongs to the caller's scope.</summary>
    /// <param name="again">Whether the batch norms know their statistics from the first time.</param>
    internal void Forward(bool again = false)
    {
        Array.ForEach(choices, choice => choice.Begin(again));
        if (Array.FindAll(choices, choice => choice.HasFirst) is { Length: > 0 } beginning)
        {
            Each((choice, in at) => choice.First(at), beginning, hasStages);
        }

        if (!again)
        {
            Array.ForEach(choices, choice => choice.FinishFirst());
        }

        if (longer.Length > 0)
        {
            Each((choice, in at) => choice.Second(at), longer, active: false);
        }

        if (!again)
        {
            Array.ForEach(longer, choice => choice.FinishSecond());
        }
    }

    /// <summary>Adds the mixture to the node, or writes it where nothing is yet.</summary>
    internal void Output(Maps node, bool adds) =>
        EachBand(node, (choice, in at, in band, target) => choice.Output(at, band, (float*)target, adds || choice != choices[0]), choices);

    /// <summary>The way back.</summary>
    /// <param name="gradient">The node's gradient.</param>
    /// <param name="target">The input's gradient; null where nobody wants it.</param>
    /// <param name="writes">Whether nothing is in that yet, and a single stage may write it.</param>
    /// <param name="wantsShares">Whether the mixture's gradient is wanted.</param>
    /// <param name="wantsWeights">Whether the weights' gradients are wanted.</param>
    /// <returns>The gradient of each choice's share, where it is wanted.</returns>
    internal double[] Backward(Maps gradient, Maps? target, bool writes, bool wantsShares, bool wantsWeights)
    {
        Array.ForEach(choices, choice => choice.BeginBack());
        if (Array.FindAll(choices, choice => choice.Gathers(wantsShares, wantsWeights)) is { Length: > 0 } gathering)
        {
            EachBand(gradient, (choice, in at, in band, from) => choice.Gather(at, band, (float*)from), gathering);
        }

        var shares = Array.ConvertAll(choices, choice => choice.FinishGather());
        if (target is null && !wantsWeights)
        {
            return shares;
        }

        if (wantsWeights)
        {
            Array.ForEach(choices, choice => choice.WantWeights());
        }

        if (longer.Length > 0)
        {
            Each((choice, in at) => choice.SecondBack(at, gradient.Sample(at.Sample)), longer, active: false);
            Array.ForEach(longer, choice => choice.FinishSecondBack());
        }

        FirstBack(gradient, target, writes, wantsWeights && hasStages);
        return shares;
    }

    /// <summary>The gradients of its weights, in the plan's order.</summary>
    internal IEnumerable<Tensor> WeightGradients() => choices.SelectMany(choice => choice.WeightGradients());

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(choices, choice => choice.Dispose());

    private void FirstBack(Maps gradient, Maps? target, bool writes, bool active) => loop.Run(scratchSize, (piece, scratch) =>
    {
        var at = At(piece, scratch, active);
        var own = target is null ? null : target.Sample(piece.Sample);
        var goesStraight = readsPixels && writes;
        var ofActive = own is null || goesStraight ? own : scratch.Take(input.SampleSize);
        var adds = false;
        foreach (var choice in choices)
        {
            choice.FirstBack(at, gradient.Sample(piece.Sample), ofActive, adds, own);
            adds |= choice.Stages > 0;
        }

        if (own is not null && adds && !goesStraight)
        {
            var read = at.Rows.Under(stride, input.Height);
            var rowSize = input.Width * input.Channels;
            var from = read.Begin * (nint)rowSize;
            rows.Gated(own + from, at.Input + from, ofActive + from, read.Count * rowSize, adds: !writes);
        }
    });

    private delegate void Step(ChoicePass choice, in EdgePiece at);

    private void Each(Step step, ChoicePass[] some, bool active) => loop.Run(scratchSize, (piece, scratch) =>
    {
        var at = At(piece, scratch, active);
        foreach (var choice in some)
        {
            step(choice, at);
        }
    });

    private delegate void BandStep(ChoicePass choice, in EdgePiece at, in Band band, nint node);

    /// <summary>Every choice looks at the same few rows of the node before anyone goes on.</summary>
    private void EachBand(Maps node, BandStep step, ChoicePass[] some)
    {
        var count = Math.Clamp(BandNumbers / (node.Width * node.Channels), 1, node.Height);
        loop.Run(scratchSize, (piece, scratch) =>
        {
            var edge = At(piece, scratch, active: false);
            for (var first = edge.Rows.Begin; first < edge.Rows.End; first += count)
            {
                var rowCount = Math.Min(count, edge.Rows.End - first);
                var band = new Band(first, rowCount, first * node.Width, rowCount * node.Width);
                var at = (nint)node.Row(piece.Sample, first);
                foreach (var choice in some)
                {
                    step(choice, edge, band, at);
                }
            }
        });
    }

    private EdgePiece At(Piece piece, Scratch scratch, bool active) => new()
    {
        Sample = piece.Sample,
        Rows = piece.Rows(height),
        Chunk = piece.Chunk,
        Input = input.Sample(piece.Sample),
        Active = active ? Active(piece, scratch) : default,
        Scratch = scratch,
    };

    private Frame Active(Piece piece, Scratch scratch) => readsPixels
        ? Frame.Of(input, piece.Sample)
        : Frame.OfRelu(input, piece.Sample, piece.Rows(height).Under(stride, input.Height).Wider(border, input.Height), border, rows, scratch);
}
