using Espalier.Torch.Modules;

namespace Espalier.Torch;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Stochastic gradient descent with momentum.</summary>
        public static SGD SGD(
            IEnumerable<Parameter> parameters,
            double learningRate,
            double momentum = 0.0,
            double dampening = 0,
            double weight_decay = 0,
            bool nesterov = false) => new(parameters, learningRate, momentum, dampening, weight_decay, nesterov);

        /// <summary>Adam. The defaults of the moments' decay are TorchSharp's: 0.9 and 0.99.</summary>
        public static Adam Adam(
            IEnumerable<Parameter> parameters,
            double lr = 1e-3,
            double beta1 = 0.9,
            double beta2 = 0.99,
            double eps = 1e-8,
            double weight_decay = 0) => new(parameters, lr, beta1, beta2, eps, weight_decay);

        /// <summary>Learning rates over time.</summary>
        public static class lr_scheduler
        {
            /// <summary>Half a cosine from the first rate to <paramref name="eta_min"/> in <paramref name="T_max"/> steps.</summary>
            public static CosineAnnealingLR CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1) =>
                new(optimizer, T_max, eta_min, last_epoch);
        }
    }
}
