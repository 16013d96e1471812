using Espalier.Kernels.Memory;

namespace Espalier.Kernels.Cells;

/// <summary>
/// One choice of an edge during one pass, piece by piece. The way forth: <see cref="First"/>, <see cref="Second"/>,
/// <see cref="Output"/>; the way back: <see cref="Gather"/>, <see cref="SecondBack"/>, <see cref="FirstBack"/>; between two of them
/// the sums over the batch are finished.
/// </summary>
internal abstract unsafe class ChoicePass : IDisposable
{
    /// <summary>Its share of the mixture.</summary>
    internal double Share { get; init; }

    /// <summary>How many stages it has.</summary>
    internal virtual int Stages => 0;

    /// <summary>Whether it has a <see cref="First"/> to do.</summary>
    internal virtual bool HasFirst => Stages > 0;

    /// <summary>Whether it reads single pixels of the input before ReLU.</summary>
    internal virtual bool ReadsPixels => false;

    /// <summary>Scratch that one sample needs at most.</summary>
    internal abstract nint ScratchSize { get; }

    /// <summary>What the way back needs of the way forth.</summary>
    internal virtual IEnumerable<Maps> Kept => [];

    /// <summary>Takes back what was kept.</summary>
    internal virtual void Restore(IEnumerator<Maps> kept)
    {
    }

    /// <summary>Makes room for the way forth, in the caller's scope.</summary>
    /// <param name="again">Whether the batch norms know their statistics from the first time.</param>
    internal virtual void Begin(bool again)
    {
    }

    /// <summary>The first stage, up to its batch norm.</summary>
    internal virtual void First(in EdgePiece at)
    {
    }

    /// <summary>Finishes the first stage's sums.</summary>
    internal abstract void FinishFirst();

    /// <summary>The second stage, up to its batch norm.</summary>
    internal virtual void Second(in EdgePiece at)
    {
    }

    /// <summary>Finishes the second stage's sums.</summary>
    internal virtual void FinishSecond()
    {
    }

    /// <summary>Adds its share to some of the node's rows, or writes it where nothing is yet.</summary>
    internal abstract void Output(in EdgePiece at, in Band band, float* target, bool adds);

    /// <summary>Whether the way back needs <see cref="Gather"/>.</summary>
    internal abstract bool Gathers(bool wantsShare, bool wantsWeights);

    /// <summary>Makes room for the way back, in the caller's scope.</summary>
    internal abstract void BeginBack();

    /// <summary>Gathers from some rows what the batch norm needs to go back.</summary>
    internal abstract void Gather(in EdgePiece at, in Band band, float* gradient);

    /// <summary>Finishes those sums.</summary>
    /// <returns>The gradient of its share, where it was gathered.</returns>
    internal abstract double FinishGather();

    /// <summary>Back to the first stage's batch norm.</summary>
    internal virtual void SecondBack(in EdgePiece at, float* gradient)
    {
    }

    /// <summary>Finishes the sums of the first stage's batch norm.</summary>
    internal virtual void FinishSecondBack()
    {
    }

    /// <summary>Back to the input: adds to the gradient of the input, or of the input after ReLU.</summary>
    /// <param name="at">The piece.</param>
    /// <param name="gradient">The node's gradient.</param>
    /// <param name="active">The gradient of the input after ReLU; null where nobody wants it.</param>
    /// <param name="adds">Whether something is there already.</param>
    /// <param name="input">The gradient of the input; null where nobody wants it.</param>
    internal abstract void FirstBack(in EdgePiece at, float* gradient, float* active, bool adds, float* input);

    /// <summary>Makes room for gradients of its weights.</summary>
    internal virtual void WantWeights()
    {
    }

    /// <summary>The gradients of its weights, in the order of its stages.</summary>
    internal virtual IEnumerable<Tensor> WeightGradients() => [];

    /// <summary>Frees what it copied.</summary>
    public abstract void Dispose();
}

/// <summary>One sample on an edge, or some of its rows.</summary>
internal readonly unsafe ref struct EdgePiece
{
    /// <summary>The sample's number.</summary>
    internal required int Sample { get; init; }

    /// <summary>The node's rows.</summary>
    internal required RowRange Rows { get; init; }

    /// <summary>The number of its chunk.</summary>
    internal required int Chunk { get; init; }

    /// <summary>The edge's input, all of the sample's.</summary>
    internal required float* Input { get; init; }

    /// <summary>
    /// The input after ReLU with a border, as far as the rows see it, or as it is for a choice that reads pixels; empty where no choice
    /// reads it.
    /// </summary>
    internal required Frame Active { get; init; }

    /// <summary>Working memory.</summary>
    internal required Scratch Scratch { get; init; }
}

/// <summary>Some rows of a node, few enough to stay in the nearest cache while every choice looks at them.</summary>
/// <param name="First">The first row.</param>
/// <param name="Rows">How many.</param>
/// <param name="FirstPixel">The first row's first pixel.</param>
/// <param name="Pixels">The pixels of all of them.</param>
internal readonly record struct Band(int First, int Rows, int FirstPixel, int Pixels);
