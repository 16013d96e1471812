using Espalier.Torch.Interop;

namespace Espalier.Torch;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>A view with other sizes; one of them may be -1.</summary>
        public Tensor view(params long[] shape) => Dispatcher.Call("aten::view", this, shape);

        /// <summary>A tensor with other sizes: a view where the layout allows it.</summary>
        public Tensor reshape(params long[] shape) => Dispatcher.Call("aten::reshape", this, shape);

        /// <summary>Joins a range of dimensions into one.</summary>
        public Tensor flatten(long start_dim = 0, long end_dim = -1) =>
            Dispatcher.Call("aten::flatten.using_ints", this, start_dim, end_dim);

        /// <summary>A view with the dimensions in another order.</summary>
        public Tensor permute(params long[] permutation) => Dispatcher.Call("aten::permute", this, permutation);

        /// <summary>A view with two dimensions swapped.</summary>
        public Tensor transpose(long dim0, long dim1) => Dispatcher.Call("aten::transpose.int", this, dim0, dim1);

        /// <summary>The transpose of a matrix.</summary>
        public Tensor t() => Dispatcher.Call("aten::t", this);

        /// <summary>A view with a dimension of size 1 put in.</summary>
        public Tensor unsqueeze(long dim) => Dispatcher.Call("aten::unsqueeze", this, dim);

        /// <summary>A view without a dimension of size 1, or without all of them.</summary>
        public Tensor squeeze(long? dim = null) =>
            dim is { } one ? Dispatcher.Call("aten::squeeze.dim", this, one) : Dispatcher.Call("aten::squeeze", this);

        /// <summary>A view repeated along dimensions of size 1.</summary>
        public Tensor expand(params long[] sizes) => Dispatcher.Call("aten::expand", this, sizes);

        /// <summary>A view of a range along a dimension.</summary>
        public Tensor narrow(long dim, long start, long length) => Dispatcher.Call("aten::narrow", this, dim, start, length);

        /// <summary>A view of every step-th element of a range along a dimension.</summary>
        public Tensor slice(long dim, long start, long finish, long step) =>
            Dispatcher.Call("aten::slice.Tensor", this, dim, start, finish, step);

        /// <summary>A view of one index of a dimension, which goes away.</summary>
        public Tensor select(long dim, long index) => Dispatcher.Call("aten::select.int", this, dim, index);

        /// <summary>One index of the first dimension.</summary>
        public Tensor this[long index] => select(0, index);

        /// <summary>The given indices of a dimension, copied.</summary>
        public Tensor index_select(long dim, Tensor index) => Dispatcher.Call("aten::index_select", this, dim, index);

        /// <summary>One element per place of the index, taken along a dimension.</summary>
        public Tensor gather(long dim, Tensor index) => Dispatcher.Call("aten::gather", this, dim, index);

        /// <summary>Views of equal pieces along a dimension; the last may be smaller.</summary>
        public Tensor[] chunk(long chunks, long dim = 0) =>
            Dispatcher.UpTo(Math.Clamp(chunks, 0, LongestSide), "aten::chunk", this, chunks, dim)!;

        /// <summary>Views of each index of a dimension, which goes away.</summary>
        public Tensor[] unbind(long dim = 0) => Dispatcher.UpTo(LongestSide, "aten::unbind.int", this, dim)!;

        /// <summary>A copy with dimensions reversed.</summary>
        public Tensor flip(params long[] dims) => Dispatcher.Call("aten::flip", this, dims);

        /// <summary>A copy that gradients flow through.</summary>
        public Tensor clone() => Dispatcher.Call("aten::clone", this);

        /// <summary>Another handle of the same tensor, in the graph and in memory: it lives on when this one is disposed.</summary>
        public Tensor alias() => new(NewReference());

        /// <summary>A view of the elements on the diagonal of two dimensions, as its last dimension.</summary>
        public Tensor diagonal(long offset = 0, long dim1 = 0, long dim2 = 1) =>
            Dispatcher.Call("aten::diagonal", this, offset, dim1, dim2);

        /// <summary>The elements on a diagonal and below it, 0 above.</summary>
        public Tensor tril(long diagonal = 0) => Dispatcher.Call("aten::tril", this, diagonal);

        /// <summary>A view of the same memory outside the graph.</summary>
        public Tensor detach() => Dispatcher.Call("aten::detach", this);

        /// <summary>Itself, or a copy in the given memory order.</summary>
        public Tensor contiguous(memory_format format = memory_format.contiguous_format) =>
            Dispatcher.Call("aten::contiguous", this, (long)format);

        /// <summary>Itself, or a copy with another element type.</summary>
        public Tensor to(ScalarType type) => Dispatcher.Call("aten::to.dtype", this, type);

        /// <summary>Itself, or a copy on another device.</summary>
        public Tensor to(Device device) => Dispatcher.Call("aten::to.device", this, device, dtype);

        /// <summary>A tensor of the same shape, type and layout, of zeros.</summary>
        public Tensor zeros_like() => Dispatcher.Call("aten::zeros_like", this);

        /// <summary>A tensor of the same shape, type and layout, of ones.</summary>
        public Tensor ones_like() => Dispatcher.Call("aten::ones_like", this);

        /// <summary>A tensor of the same shape, type and layout, not initialised.</summary>
        public Tensor empty_like() => Dispatcher.Call("aten::empty_like", this);

        /// <summary>No operator splits one dimension into more pieces than this.</summary>
        private long LongestSide => shape.Append(1).Max();

        /// <summary>Whether two tensors have the same shape and the same elements.</summary>
        public bool equal(Tensor target) => torch.equal(this, target);
    }
}
