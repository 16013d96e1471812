using Espalier.Torch.Modules;
using static Espalier.Torch.torch;

namespace Espalier.Torch.Tests;

/// <summary>Numbers in and out of tensors, and what a tensor tells about itself.</summary>
public class TensorTests
{
    [Theory]
    [InlineData((1L << 53) + 1)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    [InlineData(0L)]
    public void An_integer_comes_back_to_the_last_bit(long value)
    {
        using var scope = NewDisposeScope();
        var made = tensor(value);

        Assert.Equal(ScalarType.Int64, made.dtype);
        Assert.Equal(value, made.ToInt64());
        Assert.Equal(value, made.item<long>());
        Assert.Equal(value, full([2], value).max().ToInt64());
    }

    [Fact]
    public void A_literal_zero_is_a_dimension_to_sum_over()
    {
        using var scope = NewDisposeScope();
        var rows = tensor([1f, 2, 3, 4, 5, 6], [2, 3]);

        Assert.Equal([5f, 7f, 9f], rows.sum(0).data<float>().ToArray());
        Assert.Equal([6f, 15f], rows.sum(1).data<float>().ToArray());
    }

    [Fact]
    public void An_alias_is_the_same_tensor_and_lives_on()
    {
        using var scope = NewDisposeScope();
        var weight = tensor([2f, 3f], requires_grad: true);
        var product = weight * 4;
        var alias = product.alias();
        product.Dispose();

        var gradients = autograd.grad([(alias * alias).sum()], [alias, weight]);

        Assert.Equal([16f, 24f], gradients[0].data<float>().ToArray());
        Assert.Equal([64f, 96f], gradients[1].data<float>().ToArray());
    }

    [Fact]
    public void A_diagonal_is_a_view()
    {
        using var scope = NewDisposeScope();
        var matrix = tensor([1f, 2f, 3f, 4f], [2, 2]);

        matrix.diagonal().fill_(0);

        Assert.Equal([0f, 2f, 3f, 0f], matrix.data<float>().ToArray());
    }

    [Fact]
    public void A_scalar_keeps_its_kind()
    {
        using var scope = NewDisposeScope();
        var integers = ones([2], ScalarType.Int32);

        Assert.Equal(ScalarType.Int32, (integers * 2).dtype);
        Assert.Equal(ScalarType.Float32, (integers * 2.0).dtype);
        Assert.Equal(ScalarType.Float32, (integers / 2).dtype);
        Assert.Equal(ScalarType.Float64, (ones([2], ScalarType.Float64) * 2f).dtype);
        Assert.Equal(0.1, tensor(0.1, ScalarType.Float64).ToDouble());
        Assert.Equal(0.1f, tensor(0.1f).ToSingle());
        Assert.Equal(1, tensor([true]).ToInt64());
        Assert.True(double.IsNaN(tensor(double.NaN).ToDouble()));
    }

    [Fact]
    public void A_tensor_tells_its_layout()
    {
        using var scope = NewDisposeScope();
        var x = zeros([2, 3, 4, 5]);
        var last = x.contiguous(memory_format.channels_last);

        Assert.Equal([60, 20, 5, 1], x.stride());
        Assert.Equal([60, 1, 15, 3], last.stride());
        Assert.Equal((4, 120, 5, 3), (x.dim(), x.numel(), x.size(-1), x.size(1)));
        Assert.True(last.is_contiguous(memory_format.channels_last));
        Assert.False(last.is_contiguous());
        Assert.Equal("float32[2, 3, 4, 5] cpu", x.ToString());
        Assert.Equal(CPU, x.device);
    }

    [Fact]
    public void Elements_are_told_in_row_major_order_and_stored_in_their_own()
    {
        using var scope = NewDisposeScope();
        var x = arange(0, 8, ScalarType.Int32).view(1, 2, 2, 2);
        var last = x.contiguous(memory_format.channels_last);

        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], last.data<int>());
        Assert.Equal([0, 4, 1, 5, 2, 6, 3, 7], last.storage<int>().ToArray());
        last.storage<int>()[1] = 40;
        Assert.Equal(40, last.data<int>()[4]);
        Assert.Equal(4, x.data<int>()[4]);
    }

    [Fact]
    public void The_largest_elements_are_found_and_rows_overwritten()
    {
        using var scope = NewDisposeScope();
        var rows = tensor([1f, 5, 3, 6, 2, 4], [2, 3]);

        Assert.Equal([5, 6], rows.amax([1]).data<float>());
        Assert.Equal([2, 1], rows.amax([1], keepdim: true).shape);
        var (values, indexes) = rows.topk(2);
        Assert.Equal([5, 3, 6, 4], values.data<float>());
        Assert.Equal([1L, 2, 0, 2], indexes.data<long>());
        Assert.Equal([1f, 2], rows.topk(1, largest: false).values.data<float>());

        rows.index_copy_(0, tensor(new[] { 1L }), tensor([7f, 8, 9], [1, 3]));
        Assert.Equal([1, 5, 3, 7, 8, 9], rows.data<float>());
    }

    [Fact]
    public void An_optimiser_loads_its_own_state()
    {
        using var scope = NewDisposeScope();
        using var weight = new Parameter(ones([3]));
        using var optimizer = optim.SGD([weight], 0.1, momentum: 0.9);
        weight.pow(2).sum().backward();
        optimizer.step();
        var before = optimizer.Velocity(0)!.clone();

        optimizer.load_state_dict(optimizer.state_dict(), optimizer.Steps, optimizer.LearningRate);

        Assert.True(equal(before, optimizer.Velocity(0)!));
    }
}
