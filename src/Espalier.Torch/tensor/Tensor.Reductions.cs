using Espalier.Torch.Interop;

namespace Espalier.Torch;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The sum of all elements.</summary>
        public Tensor sum(ScalarType? type = null) => Dispatcher.Call("aten::sum", this, type);

        /// <summary>The sum over some dimensions.</summary>
        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) =>
            Dispatcher.Call("aten::sum.dim_IntList", this, dim, keepdim, type);

        /// <summary>The sum over one dimension.</summary>
        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => sum([dim], keepdim, type);

        /// <summary>The same. Without it a literal 0 would be taken for the first of the types, which any enumeration accepts.</summary>
        public Tensor sum(int dim, bool keepdim = false, ScalarType? type = null) => sum([dim], keepdim, type);

        /// <summary>The mean of all elements.</summary>
        public Tensor mean() => Dispatcher.Call("aten::mean", this);

        /// <summary>The mean over some dimensions.</summary>
        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) =>
            Dispatcher.Call("aten::mean.dim", this, dimensions, keepdim, type);

        /// <summary>The largest element.</summary>
        public Tensor max() => Dispatcher.Call("aten::max", this);

        /// <summary>The smallest element.</summary>
        public Tensor min() => Dispatcher.Call("aten::min", this);

        /// <summary>The largest element along a dimension, and where it is.</summary>
        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false)
        {
            var both = Dispatcher.Many("aten::max.dim", this, dim, keepdim);
            return (both[0]!, both[1]!);
        }

        /// <summary>The largest elements over some dimensions.</summary>
        public Tensor amax(long[] dims, bool keepdim = false) => Dispatcher.Call("aten::amax", this, dims, keepdim);

        /// <summary>The k largest (or smallest) elements along a dimension, in order, and where they are.</summary>
        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true)
        {
            var both = Dispatcher.Many("aten::topk", this, (long)k, (long)dim, largest, sorted);
            return (both[0]!, both[1]!);
        }

        /// <summary>Where the largest element along a dimension is.</summary>
        public Tensor argmax(long dim, bool keepdim = false) => Dispatcher.Call("aten::argmax", this, dim, keepdim);

        /// <summary>Where the largest element is, counted in row-major order.</summary>
        public Tensor argmax() => Dispatcher.Call("aten::argmax", this);

        /// <summary>The p-norm of all elements.</summary>
        public Tensor norm(double p = 2.0) => Dispatcher.Call("aten::norm.Scalar", this, p);

        /// <summary>The logarithm of the sum of exponentials along a dimension, without overflow.</summary>
        public Tensor logsumexp(long dim, bool keepdim = false) => Dispatcher.Call("aten::logsumexp", this, new long[] { dim }, keepdim);

        /// <summary>Exponentials that sum to 1 along a dimension.</summary>
        public Tensor softmax(long dim, ScalarType? dtype = null) => Dispatcher.Call("aten::softmax.int", this, dim, dtype);

        /// <summary>The logarithm of the softmax along a dimension.</summary>
        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Dispatcher.Call("aten::log_softmax.int", this, dim, dtype);

        /// <summary>Whether every element is true or non-zero.</summary>
        public Tensor all() => Dispatcher.Call("aten::all", this);

        /// <summary>Whether any element is true or non-zero.</summary>
        public Tensor any() => Dispatcher.Call("aten::any", this);

        /// <summary>The matrix product; leading dimensions are batches.</summary>
        public Tensor matmul(Tensor target) => Dispatcher.Call("aten::matmul", this, target);

        /// <summary>The product of two matrices.</summary>
        public Tensor mm(Tensor target) => Dispatcher.Call("aten::mm", this, target);

        /// <summary>The inner product of two vectors.</summary>
        public Tensor dot(Tensor target) => Dispatcher.Call("aten::dot", this, target);
    }
}
