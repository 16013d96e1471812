using Espalier.Torch.Interop;

namespace Espalier.Torch;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Adds in place.</summary>
        public Tensor add_(Tensor target) => Dispatcher.InPlace("aten::add_.Tensor", this, target);

        /// <summary>Adds in place.</summary>
        public Tensor add_(Scalar scalar) => Dispatcher.InPlace("aten::add_.Scalar", this, scalar);

        /// <summary>Subtracts in place.</summary>
        public Tensor sub_(Tensor target) => Dispatcher.InPlace("aten::sub_.Tensor", this, target);

        /// <summary>Subtracts in place.</summary>
        public Tensor sub_(Scalar scalar) => Dispatcher.InPlace("aten::sub_.Scalar", this, scalar);

        /// <summary>Multiplies in place.</summary>
        public Tensor mul_(Tensor target) => Dispatcher.InPlace("aten::mul_.Tensor", this, target);

        /// <summary>Multiplies in place.</summary>
        public Tensor mul_(Scalar scalar) => Dispatcher.InPlace("aten::mul_.Scalar", this, scalar);

        /// <summary>Divides in place.</summary>
        public Tensor div_(Tensor target) => Dispatcher.InPlace("aten::div_.Tensor", this, target);

        /// <summary>Divides in place.</summary>
        public Tensor div_(Scalar scalar) => Dispatcher.InPlace("aten::div_.Scalar", this, scalar);

        /// <summary>Adds a scaled tensor in place: <c>this += alpha * target</c>.</summary>
        public Tensor add_(Tensor target, Scalar alpha) => Dispatcher.InPlace("aten::add_.Tensor", this, target, alpha);

        /// <summary><c>this += value * tensor1 * tensor2</c>.</summary>
        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) =>
            Dispatcher.InPlace("aten::addcmul_", this, tensor1, tensor2, value);

        /// <summary><c>this += value * tensor1 / tensor2</c>.</summary>
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) =>
            Dispatcher.InPlace("aten::addcdiv_", this, tensor1, tensor2, value);

        /// <summary>Overwrites its elements with another tensor's, with broadcasting and conversion.</summary>
        public Tensor copy_(Tensor source) => Dispatcher.InPlace("aten::copy_", this, source);

        /// <summary>Overwrites the rows of a dimension that <paramref name="index"/> names by those of <paramref name="source"/>.</summary>
        public Tensor index_copy_(long dim, Tensor index, Tensor source) => Dispatcher.InPlace("aten::index_copy_", this, dim, index, source);

        /// <summary>Sets every element to zero.</summary>
        public Tensor zero_() => Dispatcher.InPlace("aten::zero_", this);

        /// <summary>Sets every element to a value.</summary>
        public Tensor fill_(Scalar value) => Dispatcher.InPlace("aten::fill_.Scalar", this, value);

        /// <summary>Cuts every element to a range.</summary>
        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => Dispatcher.InPlace("aten::clamp_", this, min, max);

        /// <summary>Square root in place.</summary>
        public Tensor sqrt_() => Dispatcher.InPlace("aten::sqrt_", this);

        /// <summary>Draws every element from the uniform distribution on [from, to).</summary>
        public Tensor uniform_(double from = 0, double to = 1, Generator? generator = null) =>
            Dispatcher.InPlace("aten::uniform_", this, from, to, generator);

        /// <summary>Draws every element from a normal distribution.</summary>
        public Tensor normal_(double mean = 0, double stddev = 1, Generator? generator = null) =>
            Dispatcher.InPlace("aten::normal_", this, mean, stddev, generator);

        /// <summary>Draws every element as 1 with probability p, else 0.</summary>
        public Tensor bernoulli_(double p = 0.5, Generator? generator = null) =>
            Dispatcher.InPlace("aten::bernoulli_.float", this, p, generator);

        /// <summary>Lets it share another tensor's memory, type and layout; for moving parameters between devices and layouts.</summary>
        public Tensor set_data(Tensor source) => SetData(source);

        private Tensor SetData(Tensor source)
        {
            Dispatcher.Many("aten::set_data", this, source);
            return this;
        }
    }
}
