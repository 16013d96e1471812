using Espalier.Torch.Interop;

namespace Espalier.Torch;

public static partial class torch
{
    /// <summary>Linear algebra.</summary>
    public static class linalg
    {
        /// <summary>The eigenvalues of a symmetric matrix [n, n] in ascending order, [n]. Its lower triangle is read.</summary>
        /// <exception cref="TorchException">It is not square, or holds what is no number.</exception>
        public static Tensor eigvalsh(Tensor input) => Dispatcher.Call("aten::linalg_eigvalsh", input);

        /// <summary>The sign of a square matrix' determinant and the logarithm of its absolute value; 0 and minus infinity where it is 0.</summary>
        public static (Tensor sign, Tensor logabsdet) slogdet(Tensor input)
        {
            var both = Dispatcher.Many("aten::linalg_slogdet", input);
            return (both[0]!, both[1]!);
        }
    }
}
