using Espalier.Torch.Interop;

namespace Espalier.Torch;

public static partial class torch
{
    /// <summary>Switches recording off on this thread until it is disposed.</summary>
    public static GradientMode no_grad() => new(false);

    /// <summary>Switches recording on (or off) on this thread until it is disposed.</summary>
    public static GradientMode enable_grad(bool enabled = true) => new(enabled);

    /// <summary>Whether operations on this thread are recorded.</summary>
    public static bool is_grad_enabled()
    {
        Native.Check(Native.esp_grad_mode_get(out var enabled), nameof(is_grad_enabled));
        return enabled != 0;
    }

    /// <summary>A mode that ends with its block: a ref struct, since the mode belongs to one thread.</summary>
    public readonly ref struct GradientMode : IDisposable
    {
        private readonly bool before;

        internal GradientMode(bool enabled)
        {
            before = is_grad_enabled();
            Native.Check(Native.esp_grad_mode_set(enabled ? 1 : 0), "grad_mode");
        }

        /// <summary>Puts the mode back as it was.</summary>
        public void Dispose() => Native.Check(Native.esp_grad_mode_set(before ? 1 : 0), "grad_mode");
    }

    /// <summary>Gradients by reverse-mode differentiation.</summary>
    public static partial class autograd
    {
        /// <summary>Goes backward from several tensors: leaves that require gradients accumulate them.</summary>
        /// <exception cref="ArgumentException">There are not as many gradients as tensors.</exception>
        /// <exception cref="TorchException">libtorch refused, or a custom function's backward threw (the inner exception).</exception>
        public static void backward(
            IReadOnlyList<Tensor> tensors, IReadOnlyList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false)
        {
            CheckCounts(tensors, grad_tensors, nameof(grad_tensors));
            using var outputs = new Handles(tensors);
            using var seeds = new Handles(grad_tensors);
            int status;
            unsafe
            {
                fixed (nint* first = outputs.Pointers, seed = seeds.Pointers)
                {
                    status = Native.esp_autograd_backward(
                        first, seed, tensors.Count, (retain_graph ?? create_graph) ? 1 : 0, create_graph ? 1 : 0);
                }
            }

            CustomFunctions.CheckBackward(status, "autograd.backward", tensors);
        }

        /// <summary>
        /// The gradients of outputs with respect to inputs, and of nothing else: leaves accumulate nothing, and nodes that lead to
        /// no input are not computed.
        /// </summary>
        /// <returns>One tensor per input; with <paramref name="allow_unused"/>, null for an input the outputs do not depend on.</returns>
        /// <exception cref="ArgumentException">There are not as many gradients as outputs.</exception>
        /// <exception cref="TorchException">libtorch refused, or a custom function's backward threw (the inner exception).</exception>
        public static IList<Tensor> grad(
            IReadOnlyList<Tensor> outputs,
            IReadOnlyList<Tensor> inputs,
            IReadOnlyList<Tensor>? grad_outputs = null,
            bool retain_graph = false,
            bool create_graph = false,
            bool allow_unused = false)
        {
            CheckCounts(outputs, grad_outputs, nameof(grad_outputs));
            ArgumentNullException.ThrowIfNull(inputs);
            using var from = new Handles(outputs);
            using var to = new Handles(inputs);
            using var seeds = new Handles(grad_outputs);
            var results = new nint[inputs.Count];
            int status;
            unsafe
            {
                fixed (nint* first = from.Pointers, target = to.Pointers, seed = seeds.Pointers, result = results)
                {
                    status = Native.esp_autograd_grad(
                        first,
                        seed,
                        outputs.Count,
                        target,
                        inputs.Count,
                        retain_graph || create_graph ? 1 : 0,
                        create_graph ? 1 : 0,
                        allow_unused ? 1 : 0,
                        result);
                }
            }

            CustomFunctions.CheckBackward(status, "autograd.grad", outputs);
            return Array.ConvertAll(results, static handle => handle == 0 ? null! : new Tensor(handle));
        }

        private static void CheckCounts(IReadOnlyList<Tensor> tensors, IReadOnlyList<Tensor>? gradients, string name)
        {
            ArgumentNullException.ThrowIfNull(tensors);
            if (gradients is not null && gradients.Count != tensors.Count)
            {
                throw new ArgumentException($"{gradients.Count} gradients for {tensors.Count} tensors", name);
            }
        }
    }

    /// <summary>Native references of a list of tensors, held until disposed.</summary>
    internal readonly ref struct Handles : IDisposable
    {
        private readonly Tensor[] tensors;

        internal Handles(IReadOnlyList<Tensor>? tensors)
        {
            this.tensors = [.. tensors ?? []];
            if (Array.IndexOf(this.tensors, null) is >= 0 and var missing)
            {
                throw new ArgumentException($"the tensor at index {missing} is null", nameof(tensors));
            }

            Pointers = tensors is null ? null : new nint[this.tensors.Length];
            for (var i = 0; i < this.tensors.Length; i++)
            {
                try
                {
                    this.tensors[i].AddReference();
                }
                catch
                {
                    Release(i);
                    throw;
                }

                Pointers![i] = this.tensors[i].BorrowedHandle;
            }
        }

        internal nint[]? Pointers { get; }

        public void Dispose() => Release(tensors.Length);

        private void Release(int count)
        {
            for (var i = 0; i < count; i++)
            {
                tensors[i].ReleaseReference();
            }
        }
    }
}
