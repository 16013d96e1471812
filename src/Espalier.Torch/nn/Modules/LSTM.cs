using Espalier.Torch.Interop;
using static Espalier.Torch.torch;

namespace Espalier.Torch.Modules;

/// <summary>
/// One layer with long short-term memory (Hochreiter and Schmidhuber 1997). TorchSharp's with batchFirst: rows are [N, L, features]; more
/// layers, both directions and dropout are not there.
/// </summary>
public sealed class LSTM : nn.Module
{
    private const int Gates = 4;

    internal LSTM(long inputSize, long hiddenSize)
        : base(nameof(LSTM))
    {
        (input_size, hidden_size) = (inputSize, hiddenSize);
        using var scope = NewDisposeScope();
        weight_ih_l0 = new Parameter(empty([Gates * hiddenSize, inputSize]));
        weight_hh_l0 = new Parameter(empty([Gates * hiddenSize, hiddenSize]));
        bias_ih_l0 = new Parameter(empty([Gates * hiddenSize]));
        bias_hh_l0 = new Parameter(empty([Gates * hiddenSize]));
        register_parameter(nameof(weight_ih_l0), weight_ih_l0);
        register_parameter(nameof(weight_hh_l0), weight_hh_l0);
        register_parameter(nameof(bias_ih_l0), bias_ih_l0);
        register_parameter(nameof(bias_hh_l0), bias_hh_l0);
        reset_parameters();
    }

    /// <summary>How many numbers it takes at each step.</summary>
    public long input_size { get; }

    /// <summary>How many it remembers and gives.</summary>
    public long hidden_size { get; }

    /// <summary>From input to gates, [4 hidden, input]: input, forget, cell, output.</summary>
    public Parameter weight_ih_l0 { get; }

    /// <summary>From what was given before to gates, [4 hidden, hidden].</summary>
    public Parameter weight_hh_l0 { get; }

    /// <summary>Added to the gates, [4 hidden].</summary>
    public Parameter bias_ih_l0 { get; }

    /// <summary>Added to the gates, too, [4 hidden].</summary>
    public Parameter bias_hh_l0 { get; }

    /// <summary>Draws new weights as PyTorch does: uniform within 1/sqrt(hidden).</summary>
    public void reset_parameters(Generator? generator = null)
    {
        var bound = 1 / Math.Sqrt(hidden_size);
        foreach (var parameter in parameters())
        {
            nn.init.uniform_(parameter, -bound, bound, generator);
        }
    }

    /// <summary>Goes through rows.</summary>
    /// <param name="input">[N, L, input].</param>
    /// <param name="h0_c0">What was given and remembered before, [1, N, hidden] each; zeros by default.</param>
    /// <returns>What is given at each step [N, L, hidden], and the last of what is given and remembered.</returns>
    public (Tensor output, Tensor hn, Tensor cn) call(Tensor input, (Tensor h0, Tensor c0)? h0_c0 = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        using var scope = NewDisposeScope();
        var (hidden, cell) = h0_c0 ?? (zeros([1, input.size(0), hidden_size], input.dtype), zeros([1, input.size(0), hidden_size], input.dtype));
        var three = Dispatcher.Many(
            "aten::lstm.input",
            input,
            new Tensor?[] { hidden, cell },
            new Tensor?[] { weight_ih_l0, weight_hh_l0, bias_ih_l0, bias_hh_l0 },
            true,
            1L,
            0.0,
            training,
            false,
            true);
        return (three[0]!.MoveToOuterDisposeScope(), three[1]!.MoveToOuterDisposeScope(), three[2]!.MoveToOuterDisposeScope());
    }
}
