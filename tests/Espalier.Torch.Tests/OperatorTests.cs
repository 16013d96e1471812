using Espalier.Torch.Tests.Reference;
using static Espalier.Torch.torch;

namespace Espalier.Torch.Tests;

/// <summary>Every wrapped operator against PyTorch's own values and gradients (Reference/make_operators.py).</summary>
public class OperatorTests
{
    private static readonly Dictionary<string, ReferenceCase> Cases =
        ReferenceFile.Read<ReferenceCase[]>(ReferenceFile.Root("operators.json").GetProperty("cases")).ToDictionary(one => one.Name);

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_and_gradients_are_those_of_PyTorch(string name)
    {
        var live = LiveTensorsOfThread;
        Compare(Cases[name]);
        Assert.Equal(live, LiveTensorsOfThread);
    }

    private static void Compare(ReferenceCase stored)
    {
        using var scope = NewDisposeScope();
        var leaves = stored.Inputs.Select(input => input.ToTensor()).ToArray();
        for (var i = 0; i < leaves.Length; i++)
        {
            leaves[i].requires_grad = stored.Grads?[i] is not null;
        }

        var outputs = Operators.Call(stored.Op, Laid(stored, leaves), new Arguments(stored.Args));

        Assert.Equal(stored.Outputs.Length, outputs.Length);
        for (var i = 0; i < outputs.Length; i++)
        {
            Assert.Equal(stored.Outputs[i].Type, outputs[i].dtype);
            Assert.Equal(stored.Outputs[i].Shape, outputs[i].shape);
            Close.To(stored.Outputs[i].Data, outputs[i], $"output {i}");
        }

        Assert.Equal(stored.GradOutput is not null, outputs[0].requires_grad);
        if (stored.GradOutput is null)
        {
            return;
        }

        outputs[0].backward(tensor(stored.GradOutput, outputs[0].shape).to(outputs[0].dtype));
        for (var i = 0; i < leaves.Length; i++)
        {
            Assert.Equal(stored.Grads![i] is null, leaves[i].grad is null);
            if (stored.Grads[i] is { } expected)
            {
                Close.To(expected, leaves[i].grad!, $"gradient of input {i}");
            }
        }
    }

    private static Tensor[] Laid(ReferenceCase stored, Tensor[] leaves)
    {
        var laid = leaves
            .Select(leaf => stored.ChannelsLast && leaf.dim() == 4 ? leaf.contiguous(memory_format.channels_last) : leaf)
            .ToArray();
        if (stored.Transpose is [var first, var second])
        {
            laid[0] = laid[0].transpose(first, second);
        }

        return laid;
    }
}
