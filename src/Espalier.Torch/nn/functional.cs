using Espalier.Torch.Interop;

namespace Espalier.Torch;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>How a loss of each sample becomes one number.</summary>
        public enum Reduction
        {
            /// <summary>It does not.</summary>
            None = 0,

            /// <summary>By the mean.</summary>
            Mean = 1,

            /// <summary>By the sum.</summary>
            Sum = 2,
        }

        /// <summary>Layers and losses as functions.</summary>
        public static class functional
        {
            /// <summary>A 2-d convolution of [N, C, H, W] with weight [out, C / groups, kh, kw].</summary>
            public static Tensor conv2d(
                Tensor input,
                Tensor weight,
                Tensor? bias = null,
                long[]? strides = null,
                long[]? padding = null,
                long[]? dilation = null,
                long groups = 1) =>
                Dispatcher.Call("aten::conv2d", input, weight, bias, strides ?? [1, 1], padding ?? [0, 0], dilation ?? [1, 1], groups);

            /// <summary>Normalises each channel; updates the running statistics in training when they are given.</summary>
            public static Tensor batch_norm(
                Tensor input,
                Tensor? running_mean,
                Tensor? running_var,
                Tensor? weight = null,
                Tensor? bias = null,
                bool training = false,
                double momentum = 0.1,
                double eps = 1e-05) =>
                Dispatcher.Call("aten::batch_norm", input, weight, bias, running_mean, running_var, training, momentum, eps, true);

            /// <summary>The largest of each window.</summary>
            public static Tensor max_pool2d(
                Tensor input, long kernelSize, long? stride = null, long? padding = null, long dilation = 1, bool ceil_mode = false)
            {
                var (step, border) = (stride ?? kernelSize, padding ?? 0);
                return Dispatcher.Call(
                    "aten::max_pool2d",
                    input,
                    new[] { kernelSize, kernelSize },
                    new[] { step, step },
                    new[] { border, border },
                    new[] { dilation, dilation },
                    ceil_mode);
            }

            /// <summary>The mean of each window.</summary>
            public static Tensor avg_pool2d(
                Tensor input, long kernel_size, long? stride = null, long? padding = null, bool count_include_pad = true)
            {
                var (step, border) = (stride ?? kernel_size, padding ?? 0);
                return Dispatcher.Call(
                    "aten::avg_pool2d",
                    input,
                    new[] { kernel_size, kernel_size },
                    new[] { step, step },
                    new[] { border, border },
                    false,
                    count_include_pad);
            }

            /// <summary>The mean over windows of whatever size gives the output size.</summary>
            public static Tensor adaptive_avg_pool2d(Tensor input, long output_size) =>
                Dispatcher.Call("aten::adaptive_avg_pool2d", input, new[] { output_size, output_size });

            /// <summary>Zero where negative.</summary>
            public static Tensor relu(Tensor input, bool inplace = false) =>
                inplace ? Dispatcher.InPlace("aten::relu_", input) : Dispatcher.Call("aten::relu", input);

            /// <summary>An affine map of the last dimension: <c>input weight^T + bias</c>.</summary>
            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) =>
                Dispatcher.Call("aten::linear", input, weights, bias);

            /// <summary>Exponentials that sum to 1 along a dimension.</summary>
            public static Tensor softmax(Tensor input, long dim) => input.softmax(dim);

            /// <summary>The logarithm of the softmax along a dimension.</summary>
            public static Tensor log_softmax(Tensor input, long dim) => input.log_softmax(dim);

            /// <summary>Zeroes elements with probability p in training and scales the others by 1 / (1 - p).</summary>
            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true) =>
                Dispatcher.Call("aten::dropout", input, p, training);

            /// <summary>Cross-entropy of logits [N, K] against classes [N].</summary>
            public static Tensor cross_entropy(
                Tensor x,
                Tensor y,
                Tensor? weight = null,
                long ignore_index = -100,
                Reduction reduction = Reduction.Mean,
                double label_smoothing = 0.0) =>
                Dispatcher.Call("aten::cross_entropy_loss", x, y, weight, (long)reduction, ignore_index, label_smoothing);

            /// <summary>The negative of the log-probability [N, K] of the given classes [N].</summary>
            public static Tensor nll_loss(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                Dispatcher.Call("aten::nll_loss_nd", input, target, weight, (long)reduction);

            /// <summary>The divergence KL(target || input) of log-probabilities.</summary>
            public static Tensor kl_div(Tensor input, Tensor target, bool log_target = false, Reduction reduction = Reduction.Mean) =>
                Dispatcher.Call("aten::kl_div", input, target, (long)reduction, log_target);

            /// <summary>Classes [..] as rows of 0 and a single 1, [.., num_classes].</summary>
            public static Tensor one_hot(Tensor x, long num_classes = -1) => Dispatcher.Call("aten::one_hot", x, num_classes);

            /// <summary>Normalises over the last dimensions, those of <paramref name="normalized_shape"/>.</summary>
            public static Tensor layer_norm(
                Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-05) =>
                Dispatcher.Call("aten::layer_norm", input, normalized_shape, weight, bias, eps);

            /// <summary>x times the standard normal distribution function of x.</summary>
            public static Tensor gelu(Tensor input) => Dispatcher.Call("aten::gelu", input);

            /// <summary>log(1 + exp(beta x)) / beta, a straight line where beta x is above the threshold.</summary>
            public static Tensor softplus(Tensor input, double beta = 1, double threshold = 20) =>
                Dispatcher.Call("aten::softplus", input, (Scalar)beta, (Scalar)threshold);

            /// <summary>The squared error.</summary>
            public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                Dispatcher.Call("aten::mse_loss", input, target, (long)reduction);

            /// <summary>The absolute error.</summary>
            public static Tensor l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                Dispatcher.Call("aten::l1_loss", input, target, (long)reduction);

            /// <summary>Adds a border of one value; amounts from the last dimension backwards, two each.</summary>
            public static Tensor pad(Tensor input, long[] padding, double value = 0) =>
                Dispatcher.Call("aten::constant_pad_nd", input, padding, (Scalar)value);
        }
    }
}
