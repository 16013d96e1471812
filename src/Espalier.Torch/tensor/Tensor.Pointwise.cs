using Espalier.Torch.Interop;

namespace Espalier.Torch;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Elementwise sum, with broadcasting.</summary>
        public Tensor add(Tensor target) => Dispatcher.Call("aten::add.Tensor", this, target);

        /// <summary>Elementwise sum, with broadcasting.</summary>
        public Tensor add(Scalar scalar) => Dispatcher.Call("aten::add.Scalar", this, scalar);

        /// <summary>Elementwise sum, with broadcasting.</summary>
        public static Tensor operator +(Tensor left, Tensor right) => left.add(right);

        /// <summary>Elementwise sum, with broadcasting.</summary>
        public static Tensor operator +(Tensor left, Scalar right) => left.add(right);

        /// <summary>Elementwise difference, with broadcasting.</summary>
        public Tensor sub(Tensor target) => Dispatcher.Call("aten::sub.Tensor", this, target);

        /// <summary>Elementwise difference, with broadcasting.</summary>
        public Tensor sub(Scalar scalar) => Dispatcher.Call("aten::sub.Scalar", this, scalar);

        /// <summary>Elementwise difference, with broadcasting.</summary>
        public static Tensor operator -(Tensor left, Tensor right) => left.sub(right);

        /// <summary>Elementwise difference, with broadcasting.</summary>
        public static Tensor operator -(Tensor left, Scalar right) => left.sub(right);

        /// <summary>Elementwise product, with broadcasting.</summary>
        public Tensor mul(Tensor target) => Dispatcher.Call("aten::mul.Tensor", this, target);

        /// <summary>Elementwise product, with broadcasting.</summary>
        public Tensor mul(Scalar scalar) => Dispatcher.Call("aten::mul.Scalar", this, scalar);

        /// <summary>Elementwise product, with broadcasting.</summary>
        public static Tensor operator *(Tensor left, Tensor right) => left.mul(right);

        /// <summary>Elementwise product, with broadcasting.</summary>
        public static Tensor operator *(Tensor left, Scalar right) => left.mul(right);

        /// <summary>Elementwise quotient, with broadcasting; integers give floats.</summary>
        public Tensor div(Tensor target) => Dispatcher.Call("aten::div.Tensor", this, target);

        /// <summary>Elementwise quotient, with broadcasting; integers give floats.</summary>
        public Tensor div(Scalar scalar) => Dispatcher.Call("aten::div.Scalar", this, scalar);

        /// <summary>Elementwise quotient, with broadcasting; integers give floats.</summary>
        public static Tensor operator /(Tensor left, Tensor right) => left.div(right);

        /// <summary>Elementwise quotient, with broadcasting; integers give floats.</summary>
        public static Tensor operator /(Tensor left, Scalar right) => left.div(right);

        /// <summary>Elementwise sum, with broadcasting.</summary>
        public static Tensor operator +(Scalar left, Tensor right) => right.add(left);

        /// <summary>Elementwise product, with broadcasting.</summary>
        public static Tensor operator *(Scalar left, Tensor right) => right.mul(left);

        /// <summary>Elementwise difference, with broadcasting.</summary>
        public static Tensor operator -(Scalar left, Tensor right) => Dispatcher.Call("aten::rsub.Scalar", right, left);

        /// <summary>Elementwise quotient, with broadcasting.</summary>
        public static Tensor operator /(Scalar left, Tensor right) => right.reciprocal().mul(left);

        /// <summary>The negative of each element.</summary>
        public static Tensor operator -(Tensor tensor) => tensor.neg();

        /// <summary>Sum with a scaled tensor: <c>this + alpha * target</c>.</summary>
        public Tensor add(Tensor target, Scalar alpha) => Dispatcher.Call("aten::add.Tensor", this, target, alpha);

        /// <summary>The negative of each element.</summary>
        public Tensor neg() => Dispatcher.Call("aten::neg", this);

        /// <summary>The absolute value of each element.</summary>
        public Tensor abs() => Dispatcher.Call("aten::abs", this);

        /// <summary>e to the power of each element.</summary>
        public Tensor exp() => Dispatcher.Call("aten::exp", this);

        /// <summary>The natural logarithm of each element.</summary>
        public Tensor log() => Dispatcher.Call("aten::log", this);

        /// <summary>The square root of each element.</summary>
        public Tensor sqrt() => Dispatcher.Call("aten::sqrt", this);

        /// <summary>One over each element.</summary>
        public Tensor reciprocal() => Dispatcher.Call("aten::reciprocal", this);

        /// <summary>The square of each element.</summary>
        public Tensor square() => Dispatcher.Call("aten::square", this);

        /// <summary>The sign of each element: -1, 0 or 1.</summary>
        public Tensor sign() => Dispatcher.Call("aten::sign", this);

        /// <summary>Each element, or 0 where it is negative.</summary>
        public Tensor relu() => Dispatcher.Call("aten::relu", this);

        /// <summary>The logistic function of each element.</summary>
        public Tensor sigmoid() => Dispatcher.Call("aten::sigmoid", this);

        /// <summary>The hyperbolic tangent of each element.</summary>
        public Tensor tanh() => Dispatcher.Call("aten::tanh", this);

        /// <summary>True where an element is neither infinite nor NaN.</summary>
        public Tensor isfinite() => Dispatcher.Call("aten::isfinite", this);

        /// <summary>True where an element is zero or false.</summary>
        public Tensor logical_not() => Dispatcher.Call("aten::logical_not", this);

        /// <summary><c>this + value * tensor1 * tensor2</c>, with broadcasting.</summary>
        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar? value = null) =>
            Dispatcher.Call("aten::addcmul", this, tensor1, tensor2, value ?? 1);

        /// <summary>Each element to a power.</summary>
        public Tensor pow(Scalar exponent) => Dispatcher.Call("aten::pow.Tensor_Scalar", this, exponent);

        /// <summary>Each element cut to a range; a bound that is left out does not cut.</summary>
        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Dispatcher.Call("aten::clamp", this, min, max);

        /// <summary>Each element cut to the range between two tensors.</summary>
        public Tensor clamp(Tensor? min, Tensor? max) => Dispatcher.Call("aten::clamp.Tensor", this, min, max);

        /// <summary>The larger of two elements, with broadcasting.</summary>
        public Tensor maximum(Tensor other) => Dispatcher.Call("aten::maximum", this, other);

        /// <summary>The smaller of two elements, with broadcasting.</summary>
        public Tensor minimum(Tensor other) => Dispatcher.Call("aten::minimum", this, other);

        /// <summary>This where the condition holds, the other elsewhere.</summary>
        public Tensor where(Tensor condition, Tensor other) => Dispatcher.Call("aten::where.self", condition, this, other);

        /// <summary>A copy with a value where the mask is true.</summary>
        public Tensor masked_fill(Tensor mask, Scalar value) => Dispatcher.Call("aten::masked_fill.Scalar", this, mask, value);

        /// <summary>True where equal.</summary>
        public Tensor eq(Tensor target) => Dispatcher.Call("aten::eq.Tensor", this, target);

        /// <summary>True where equal.</summary>
        public Tensor eq(Scalar target) => Dispatcher.Call("aten::eq.Scalar", this, target);

        /// <summary>True where different.</summary>
        public Tensor ne(Tensor target) => Dispatcher.Call("aten::ne.Tensor", this, target);

        /// <summary>True where different.</summary>
        public Tensor ne(Scalar target) => Dispatcher.Call("aten::ne.Scalar", this, target);

        /// <summary>True where greater.</summary>
        public Tensor gt(Tensor target) => Dispatcher.Call("aten::gt.Tensor", this, target);

        /// <summary>True where greater.</summary>
        public Tensor gt(Scalar target) => Dispatcher.Call("aten::gt.Scalar", this, target);

        /// <summary>True where greater or equal.</summary>
        public Tensor ge(Tensor target) => Dispatcher.Call("aten::ge.Tensor", this, target);

        /// <summary>True where greater or equal.</summary>
        public Tensor ge(Scalar target) => Dispatcher.Call("aten::ge.Scalar", this, target);

        /// <summary>True where less.</summary>
        public Tensor lt(Tensor target) => Dispatcher.Call("aten::lt.Tensor", this, target);

        /// <summary>True where less.</summary>
        public Tensor lt(Scalar target) => Dispatcher.Call("aten::lt.Scalar", this, target);

        /// <summary>True where less or equal.</summary>
        public Tensor le(Tensor target) => Dispatcher.Call("aten::le.Tensor", this, target);

        /// <summary>True where less or equal.</summary>
        public Tensor le(Scalar target) => Dispatcher.Call("aten::le.Scalar", this, target);
    }
}
