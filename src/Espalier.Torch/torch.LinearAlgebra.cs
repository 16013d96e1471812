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

        /// <summary>The same with the eigenvectors, the columns of a matrix [n, n].</summary>
        /// <exception cref="TorchException">It is not square, or holds what is no number.</exception>
        public static (Tensor eigenvalues, Tensor eigenvectors) eigh(Tensor input)
        {
            var both = Dispatcher.Many("aten::linalg_eigh", input);
            return (both[0]!, both[1]!);
        }

        /// <summary>The x of A x = B, for a square A [n, n] and B [n] or [n, columns].</summary>
        /// <exception cref="TorchException">A is singular or not square, or B does not fit.</exception>
        public static Tensor solve(Tensor A, Tensor B) => Dispatcher.Call("aten::linalg_solve", A, B, true);

        /// <summary>The lower triangle L [n, n] whose product with its own transpose a symmetric positive definite matrix is.</summary>
        /// <exception cref="TorchException">It is not square, or not positive definite.</exception>
        public static Tensor cholesky(Tensor input) => Dispatcher.Call("aten::linalg_cholesky", input);

        /// <summary>What a triangular matrix [n, n] times the result [n, k] gives <paramref name="B"/>. The other triangle is not read.</summary>
        /// <exception cref="TorchException">The shapes do not fit.</exception>
        public static Tensor solve_triangular(Tensor A, Tensor B, bool upper) =>
            Dispatcher.Call("aten::linalg_solve_triangular", A, B, upper);

        /// <summary>The sign of a square matrix' determinant and the logarithm of its absolute value; 0 and minus infinity where it is 0.</summary>
        public static (Tensor sign, Tensor logabsdet) slogdet(Tensor input)
        {
            var both = Dispatcher.Many("aten::linalg_slogdet", input);
            return (both[0]!, both[1]!);
        }
    }
}
