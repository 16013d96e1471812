using Espalier.Torch.Interop;
using Espalier.Torch.Modules;
using static Espalier.Torch.torch;
using static Espalier.Torch.torch.nn;

namespace Espalier.Torch.Tests;

/// <summary>Faults of the caller arrive as exceptions that say where and why, on any thread, and leave nothing behind.</summary>
public class ErrorTests
{
    /// <summary>A faulty call, and what its message must hold.</summary>
    private static readonly Dictionary<string, (Action Call, string[] Told)> Refused = new(StringComparer.Ordinal)
    {
        ["shapes that do not broadcast"] =
            (() => ones([2, 3]).add(ones([4, 3])), ["aten::add.Tensor", "float32[2, 3] cpu", "float32[4, 3] cpu", "must match"]),
        ["shapes that do not multiply"] = (() => ones([2, 3]).mm(ones([2, 3])), ["aten::mm", "cannot be multiplied"]),
        ["another number of channels"] =
            (() => functional.conv2d(ones([1, 4, 8, 8]), ones([2, 3, 3, 3])), ["aten::conv2d", "[1, 4, 8, 8]", "[2, 3, 3, 3]", "channels"]),
        ["no groups"] = (() => functional.conv2d(ones([1, 4, 8, 8]), ones([2, 4, 3, 3]), groups: 0), ["aten::conv2d", "groups"]),
        ["no stride"] = (() => functional.avg_pool2d(ones([1, 4, 8, 8]), 2, 0), ["aten::avg_pool2d", "stride"]),
        ["a view of another size"] = (() => ones([2, 3]).view(4, 2), ["aten::view", "float32[2, 3] cpu", "[4, 2]"]),
        ["a negative size"] = (() => empty([-1]), ["aten::empty", "negative dimension"]),
        ["more memory than there is"] = (() => empty([1L << 50]), ["aten::empty", "memory"]),
        ["a size beyond any number"] = (() => empty([1L << 40, 1L << 40]), ["aten::empty", "overflow"]),
        ["an index out of range"] = (() => _ = ones([3])[3], ["aten::select.int", "index 3"]),
        ["a class out of range"] = (() => functional.cross_entropy(ones([1, 3]), tensor([7L])), ["cross_entropy", "7", "int64[1]"]),
        ["an index of the wrong type"] = (() => ones([3]).index_select(0, ones([1])), ["aten::index_select", "float32[1] cpu"]),
        ["two types"] =
            (() => ones([2, 2]).matmul(ones([2, 2], ScalarType.Float64)), ["aten::matmul", "float32[2, 2]", "float64[2, 2]"]),
        ["no mean of integers"] = (() => ones([2], ScalarType.Int64).mean(), ["aten::mean", "int64[2] cpu"]),
        ["a fraction into integers"] = (() => ones([2], ScalarType.Int32).add_(0.5), ["aten::add_.Scalar", "int32[2] cpu", "0.5"]),
        ["an unknown type"] = (() => zeros([2], (ScalarType)99), ["aten::zeros", "99"]),
        ["an integer leaf"] = (() => ones([2], ScalarType.Int64).requires_grad_(), ["requires_grad_", "int64[2] cpu", "floating point"]),
        ["a result as constant"] = (() => (ones([2], requires_grad: true) * 2).requires_grad_(false), ["requires_grad_", "leaf"]),
        ["a leaf changed in place"] = (() => ones([2], requires_grad: true).add_(1), ["aten::add_.Scalar", "leaf"]),
        ["a gradient of another shape"] = (() => ones([2]).grad = ones([3]), ["set_grad", "float32[3] cpu", "shape"]),
        ["backward from many elements"] = (() => ones([2], requires_grad: true).mul(2).backward(), ["autograd.backward", "float32[2] cpu"]),
        ["backward without a graph"] = (() => ones([]).backward(), ["autograd.backward", "does not require grad"]),
        ["backward twice"] = (BackwardTwice, ["autograd.backward", "second time"]),
        ["a saved tensor changed"] = (ChangeSaved, ["autograd.backward", "inplace operation"]),
        ["an input the loss does not see"] = (UnusedInput, ["autograd.grad", "not have been used"]),
        ["no operator"] = (() => Dispatcher.Call("aten::no_such_thing.Tensor"), ["aten::no_such_thing.Tensor", "no operator"]),
        ["no argument"] = (() => Dispatcher.Call("aten::add.Tensor", ones([1])), ["aten::add.Tensor", "'other' is missing"]),
        ["too many arguments"] = (() => Dispatcher.Call("aten::neg", ones([1]), 1L), ["aten::neg", "takes 1 arguments, 2 were given"]),
        ["text for a tensor"] = (() => Dispatcher.Call("aten::neg", "text"), ["aten::neg(text)", "Tensor"]),
        ["a tensor for a list"] = (() => Dispatcher.Call("aten::cat", ones([1])), ["aten::cat", "TensorList"]),
        ["a null tensor"] = (() => ones([1]).add((Tensor)null!), ["aten::add.Tensor", "none"]),
        ["null sizes"] = (() => ones(null!), ["aten::ones(none"]),
        ["nothing to join"] = (() => cat([]), ["aten::cat"]),
        ["a state of the wrong size"] = (() => new Generator(1).set_state(zeros([3], ScalarType.Byte)), ["Generator.set_state", "byte[3]"]),
    };

    /// <summary>Faults that are found before libtorch is asked.</summary>
    private static readonly Dictionary<string, (Action Call, Type Kind)> Caught = new(StringComparer.Ordinal)
    {
        ["a disposed tensor"] = (() => Disposed().add(1), typeof(ObjectDisposedException)),
        ["a disposed argument"] = (() => ones([2]).add(Disposed()), typeof(ObjectDisposedException)),
        ["a disposed tensor in a list"] = (() => cat([ones([2]), Disposed(), ones([2])]), typeof(ObjectDisposedException)),
        ["the shape of a disposed tensor"] = (() => _ = Disposed().shape, typeof(ObjectDisposedException)),
        ["the elements of a disposed tensor"] = (() => Disposed().data<float>(), typeof(ObjectDisposedException)),
        ["backward from a disposed tensor"] = (() => Disposed().backward(), typeof(ObjectDisposedException)),
        ["a disposed gradient"] = (() => ones([2]).grad = Disposed(), typeof(ObjectDisposedException)),
        ["a disposed state"] = (() => default_generator.set_state(Disposed()), typeof(ObjectDisposedException)),
        ["a parameter of a disposed tensor"] = (() => new Parameter(Disposed()), typeof(ObjectDisposedException)),
        ["a disposed generator"] = (() => rand([2], generator: DisposedGenerator()), typeof(ObjectDisposedException)),
        ["the state of a disposed generator"] = (() => DisposedGenerator().get_state(), typeof(ObjectDisposedException)),
        ["a null list"] = (() => cat(null!), typeof(ArgumentNullException)),
        ["a null in a list"] = (() => cat([ones([1]), null!]), typeof(ArgumentException)),
        ["a null array"] = (() => tensor<float>((float[])null!), typeof(ArgumentNullException)),
        ["a null parameter"] = (() => new Parameter(null!), typeof(ArgumentNullException)),
        ["a null state"] = (() => default_generator.set_state(null!), typeof(ArgumentNullException)),
        ["backward from null"] = (() => autograd.backward(null!), typeof(ArgumentNullException)),
        ["backward from a list with a null"] = (() => autograd.backward([null!]), typeof(ArgumentException)),
        ["the gradient of no list"] = (() => autograd.grad([ones([1])], null!), typeof(ArgumentNullException)),
        ["fewer gradients than tensors"] = (() => autograd.backward([ones([1]), ones([1])], [ones([1])]), typeof(ArgumentException)),
        ["more gradients than outputs"] =
            (() => autograd.grad([ones([1])], [ones([1])], [ones([1]), ones([1])]), typeof(ArgumentException)),
        ["an array that does not fill its sizes"] = (() => tensor([1f, 2], [3]), typeof(ArgumentException)),
        ["elements as another type"] = (() => ones([2]).data<long>(), typeof(InvalidOperationException)),
        ["elements as a type no tensor has"] = (() => ones([2]).data<char>(), typeof(NotSupportedException)),
        ["the memory of a view with gaps"] = (() => _ = ones([2, 2]).t()[0].bytes.Length, typeof(InvalidOperationException)),
        ["the one element of two"] = (() => ones([2]).item<float>(), typeof(InvalidOperationException)),
        ["a tensor where the operator gives a number"] =
            (() => Dispatcher.Call("aten::equal", ones([1]), ones([1])), typeof(InvalidOperationException)),
    };

    public static TheoryData<string> RefusedCalls => [.. Refused.Keys];

    public static TheoryData<string> CaughtCalls => [.. Caught.Keys];

    [Theory]
    [MemberData(nameof(RefusedCalls))]
    public void What_libtorch_refuses_is_told_with_operator_and_arguments(string name)
    {
        var (call, told) = Refused[name];
        OnTwoThreads(() =>
        {
            var fault = Assert.Throws<TorchException>(() => InScope(call));

            Assert.All(told, part => Assert.Contains(part, fault.Message, StringComparison.Ordinal));
            Assert.StartsWith(fault.Operation, fault.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', fault.Message);
            Assert.Null(fault.InnerException);
        });
    }

    [Theory]
    [MemberData(nameof(CaughtCalls))]
    public void What_can_be_known_before_is_not_asked(string name)
    {
        var (call, kind) = Caught[name];
        OnTwoThreads(() => Assert.IsAssignableFrom(kind, Record.Exception(() => InScope(call))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("gpu")]
    [InlineData("CPU")]
    [InlineData("cuda:")]
    [InlineData("cuda:-1")]
    [InlineData("cuda:one")]
    [InlineData("cuda:99999999999")]
    public void A_text_that_is_no_device_is_refused(string text)
    {
        var fault = Assert.Throws<ArgumentException>(() => device(text));

        Assert.Contains($"'{text}' is no device", fault.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => device(null!));
    }

    [Theory]
    [InlineData("cuda")]
    [InlineData("cuda:1")]
    public void A_card_that_is_not_there_is_an_error(string text)
    {
        if (cuda.is_available())
        {
            return;
        }

        OnTwoThreads(() =>
        {
            Assert.Throws<TorchException>(() => ones([1], device: device(text)));
            Assert.Throws<TorchException>(() => InScope(() => ones([1]).to(device(text))));
            Assert.Throws<TorchException>(() => new Generator(1, device(text)));
        });
    }

    [Fact]
    public void The_arguments_of_an_error_are_those_of_the_call()
    {
        using var scope = NewDisposeScope();

        var fault = Assert.Throws<TorchException>(() => ones([2, 3], ScalarType.Float64).sum([5], keepdim: true));

        Assert.Equal("aten::sum.dim_IntList", fault.Operation);
        Assert.Equal("float64[2, 3] cpu, [5], true, none", fault.Arguments);
    }

    private static void OnTwoThreads(Action check)
    {
        var live = LiveTensors;
        check();
        OtherThread.Run(check);
        Assert.Equal(live, LiveTensors);
    }

    private static void InScope(Action call)
    {
        using var scope = NewDisposeScope();
        call();
    }

    private static Tensor Disposed()
    {
        var made = ones([2]);
        made.Dispose();
        return made;
    }

    private static Generator DisposedGenerator()
    {
        var made = new Generator(1);
        made.Dispose();
        return made;
    }

    private static void BackwardTwice()
    {
        var loss = ones([2], requires_grad: true).pow(2).sum();
        loss.backward();
        loss.backward();
    }

    private static void ChangeSaved()
    {
        var middle = ones([2], requires_grad: true).mul(3);
        var loss = middle.pow(2).sum();
        middle.add_(1);
        loss.backward();
    }

    private static void UnusedInput() => autograd.grad([ones([1], requires_grad: true).sum()], [ones([1], requires_grad: true)]);

    [Fact]
    public void A_tensor_that_no_memory_holds_is_an_error_with_its_size()
    {
        var error = Assert.Throws<TorchException>(() => empty([1L << 44]));

        Assert.Contains($"{1L << 46} bytes", error.Message, StringComparison.Ordinal);
    }
}
