using Espalier.Torch.Interop;

namespace Espalier.Torch;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Initial values, each drawn from the generator given.</summary>
        public static class init
        {
            /// <summary>Uniform on [low, high).</summary>
            public static Tensor uniform_(Tensor tensor, double low = 0, double high = 1, Generator? generator = null)
            {
                using var unrecorded = no_grad();
                return tensor.uniform_(low, high, generator);
            }

            /// <summary>Normal.</summary>
            public static Tensor normal_(Tensor tensor, double mean = 0, double std = 1, Generator? generator = null)
            {
                using var unrecorded = no_grad();
                return tensor.normal_(mean, std, generator);
            }

            /// <summary>One value everywhere.</summary>
            public static Tensor constant_(Tensor tensor, Scalar val)
            {
                using var unrecorded = no_grad();
                return tensor.fill_(val);
            }

            /// <summary>Uniform within sqrt(6 / ((1 + a^2) fan-in)) (He et al. 2015), for a leaky ReLU of slope a.</summary>
            public static Tensor kaiming_uniform_(Tensor tensor, double a = 0, Generator? generator = null)
            {
                var bound = Math.Sqrt(6 / ((1 + (a * a)) * FanIn(tensor)));
                return uniform_(tensor, -bound, bound, generator);
            }

            /// <summary>Normal with deviation sqrt(2 / ((1 + a^2) fan-in)) (He et al. 2015), for a leaky ReLU of slope a.</summary>
            public static Tensor kaiming_normal_(Tensor tensor, double a = 0, Generator? generator = null) =>
                normal_(tensor, 0, Math.Sqrt(2 / ((1 + (a * a)) * FanIn(tensor))), generator);

            private static double FanIn(Tensor tensor)
            {
                var shape = tensor.shape;
                return shape.Length >= 2
                    ? shape.Skip(1).Aggregate(1.0, (product, size) => product * size)
                    : throw new ArgumentException($"fan-in needs at least two dimensions, not {tensor}", nameof(tensor));
            }
        }

        /// <summary>What training loops need around a network.</summary>
        public static class utils
        {
            /// <summary>Scales gradients together so that their joint norm is at most <paramref name="max_norm"/>.</summary>
            /// <returns>The norm before.</returns>
            public static double clip_grad_norm_(IEnumerable<Tensor> parameters, double max_norm, double norm_type = 2.0)
            {
                using var scope = NewDisposeScope();
                using var unrecorded = no_grad();
                var gradients = parameters.Select(parameter => parameter.grad).OfType<Tensor>().ToArray();
                if (gradients.Length == 0)
                {
                    return 0;
                }

                if (norm_type == 2 && ClipAtOnce(gradients, max_norm) is { } found)
                {
                    return found;
                }

                var norms = Dispatcher.UpTo(gradients.Length, "aten::_foreach_norm.Scalar", gradients, norm_type);
                var norm = stack(norms!).norm(norm_type);
                var factor = (norm + 1e-6).reciprocal().mul(max_norm).clamp(max: 1.0);

                // A factor of NaN is not 1: it reaches the gradients, as it must.
                if (factor.ToDouble() is var number && number != 1)
                {
                    Dispatcher.Do("aten::_foreach_mul_.Scalar", gradients, number);
                }

                return norm.ToDouble();
            }

            /// <summary>The norm before, or null where the native side does not know such tensors.</summary>
            private static unsafe double? ClipAtOnce(Tensor[] gradients, double most)
            {
                using var clipped = new Handles(gradients);
                fixed (nint* gradient = clipped.Pointers)
                {
                    Native.Check(
                        Native.esp_clip_norm(gradient, gradients.Length, most, out var norm, out var done), nameof(clip_grad_norm_));
                    return done != 0 ? norm : null;
                }
            }
        }
    }
}
