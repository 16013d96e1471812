using Espalier.Torch.Modules;

namespace Espalier.Torch;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A 2-d convolution over [N, C, H, W].</summary>
        public static Conv2d Conv2d(
            long in_channels,
            long out_channels,
            long kernel_size,
            long stride = 1,
            long padding = 0,
            long dilation = 1,
            long groups = 1,
            bool bias = true) => new(in_channels, out_channels, kernel_size, stride, padding, dilation, groups, bias);

        /// <summary>Batch normalisation over [N, C, H, W].</summary>
        public static BatchNorm2d BatchNorm2d(
            long features, double eps = 1e-05, double momentum = 0.1, bool affine = true, bool track_running_stats = true) =>
            new(features, eps, momentum, affine, track_running_stats);

        /// <summary>Batch normalisation over [N, C] or [N, C, L].</summary>
        public static BatchNorm1d BatchNorm1d(
            long features, double eps = 1e-05, double momentum = 0.1, bool affine = true, bool track_running_stats = true) =>
            new(features, eps, momentum, affine, track_running_stats);

        /// <summary>A layer with long short-term memory over [N, L, inputSize].</summary>
        public static LSTM LSTM(long inputSize, long hiddenSize) => new(inputSize, hiddenSize);

        /// <summary>An affine map of the last dimension.</summary>
        public static Linear Linear(long inputSize, long outputSize, bool hasBias = true) => new(inputSize, outputSize, hasBias);

        /// <summary>Zero where negative.</summary>
        public static ReLU ReLU(bool inplace = false) => new(inplace);

        /// <summary>The largest of each window.</summary>
        public static MaxPool2d MaxPool2d(long kernel_size, long? stride = null, long? padding = null) => new(kernel_size, stride, padding);

        /// <summary>The mean of each window.</summary>
        public static AvgPool2d AvgPool2d(long kernel_size, long? stride = null, long? padding = null, bool count_include_pad = true) =>
            new(kernel_size, stride, padding, count_include_pad);

        /// <summary>The mean over windows of whatever size gives the output size.</summary>
        public static AdaptiveAvgPool2d AdaptiveAvgPool2d(long output_size) => new(output_size);

        /// <summary>Gives back what it takes.</summary>
        public static Identity Identity() => new();

        /// <summary>Modules one after another.</summary>
        public static Sequential Sequential(params IEnumerable<Module<Tensor, Tensor>> modules) => new(modules);
    }
}
