using System.Runtime.InteropServices;
using Espalier.Torch.Interop;

namespace Espalier.Torch;

public static partial class torch
{
    /// <summary>Autograd nodes written in C# that some graph still holds: what a leak test compares before and after.</summary>
    public static long LiveNodes => CustomFunctions.Live;

    public static partial class autograd
    {
        /// <summary>What a custom function keeps from its forward for its backward.</summary>
        public sealed class AutogradContext
        {
            private readonly Dictionary<string, object> kept;
            private readonly HashSet<Tensor> constant = [];
            private readonly Tensor[] unpacked = [];
            private readonly bool[] needed = [];

            internal AutogradContext() => kept = [];

            /// <summary>What one backward sees: passes over one graph may nest, or run on several threads.</summary>
            internal AutogradContext(AutogradContext forward, Tensor[] saved, bool[] wanted) =>
                (kept, unpacked, needed) = (forward.kept, saved, wanted);

            internal List<Tensor> ToSave { get; } = [];

            /// <summary>Keeps inputs or outputs for the backward. libtorch owns them until then, and notices in-place changes.</summary>
            public void save_for_backward(IEnumerable<Tensor> vars) => ToSave.AddRange(vars);

            /// <summary>What was kept, in the same order; for the backward.</summary>
            public IReadOnlyList<Tensor> get_saved_variables() => unpacked;

            /// <summary>Keeps anything that is not a tensor.</summary>
            public void save_data(string key, object data) => kept[key] = data;

            /// <summary>What was kept under a name.</summary>
            public object get_data(string key) => kept[key];

            /// <summary>Says that no gradient flows through an output.</summary>
            public void mark_non_differentiable(IEnumerable<Tensor> vars) => constant.UnionWith(vars);

            /// <summary>In the backward: whether anybody asked for the gradient of the input of that number.</summary>
            public bool needs_input_grad(int input) => needed[input];

            internal bool IsDifferentiable(Tensor output) => output.dtype.IsFloatingPoint() && !constant.Contains(output);

            internal void Forget()
            {
                ToSave.Clear();
                constant.Clear();
            }
        }

        /// <summary>A function of tensors with several outputs whose backward is written in C#.</summary>
        /// <typeparam name="T">The function's own class.</typeparam>
        public abstract class MultiTensorFunction<T>
            where T : MultiTensorFunction<T>, new()
        {
            /// <summary>The name its node has in error messages.</summary>
            public abstract string Name { get; }

            /// <summary>Runs the forward unrecorded, then ties its outputs to its inputs by one node.</summary>
            /// <param name="vars">The inputs; those that are not tensors get no gradient.</param>
            public static List<Tensor> apply(params object[] vars)
            {
                var function = new T();
                return CustomFunctions.Run(function.Name, vars, function.forward, function.backward);
            }

            /// <summary>Computes the outputs. What it makes and does not return or save is freed.</summary>
            protected abstract List<Tensor> forward(AutogradContext ctx, params object[] vars);

            /// <summary>Computes one gradient per tensor input, in their order; null where none is needed or flows.</summary>
            /// <param name="ctx">What the forward kept.</param>
            /// <param name="grad_outputs">One gradient per output; null where none arrived.</param>
            protected abstract List<Tensor?> backward(AutogradContext ctx, IReadOnlyList<Tensor?> grad_outputs);
        }

        /// <summary>A function of tensors with one output whose backward is written in C#.</summary>
        /// <typeparam name="T">The function's own class.</typeparam>
        public abstract class SingleTensorFunction<T>
            where T : SingleTensorFunction<T>, new()
        {
            /// <summary>The name its node has in error messages.</summary>
            public abstract string Name { get; }

            /// <summary>Runs the forward unrecorded, then ties its output to its inputs by one node.</summary>
            /// <param name="vars">The inputs; those that are not tensors get no gradient.</param>
            public static Tensor apply(params object[] vars)
            {
                var function = new T();
                return CustomFunctions.Run(
                    function.Name,
                    vars,
                    (ctx, inputs) => [function.forward(ctx, inputs)],
                    (ctx, gradients) => function.backward(ctx, gradients[0]!))[0];
            }

            /// <summary>Computes the output. What it makes and does not return or save is freed.</summary>
            protected abstract Tensor forward(AutogradContext ctx, params object[] vars);

            /// <summary>Computes one gradient per tensor input, in their order; null where none is needed or flows.</summary>
            protected abstract List<Tensor?> backward(AutogradContext ctx, Tensor grad_output);
        }
    }

    /// <summary>The managed side of native autograd nodes.</summary>
    private static unsafe class CustomFunctions
    {
        private static long live;

        internal static long Live => Interlocked.Read(ref live);

        internal static List<Tensor> Run(
            string name,
            object[] vars,
            Func<autograd.AutogradContext, object[], List<Tensor>> forward,
            Func<autograd.AutogradContext, IReadOnlyList<Tensor?>, List<Tensor?>> backward)
        {
            using var scope = NewDisposeScope();
            var inputs = vars.OfType<Tensor>().ToArray();
            var context = new autograd.AutogradContext();
            List<Tensor> outputs;
            using (no_grad())
            using (OperatorRecording.Pause())
            {
                outputs = forward(context, vars);
            }

            OperatorRecording.Current?.Add($"function::{name}", vars, outputs);

            Attach(name, new Node(name, context, backward), inputs, outputs);
            context.Forget();
            outputs.ForEach(output => output.MoveToOuterDisposeScope());
            return outputs;
        }

        internal static void CheckBackward(int status, string operation, IReadOnlyList<Tensor> outputs)
        {
            if (status != 0)
            {
                var cause = ManagedCause.Take();
                var described = string.Join(", ", outputs.Select(output => output.Describe()));
                throw TorchException.FromNative(operation, Native.LastError(), described, cause);
            }
        }

        private static void Attach(string name, Node node, Tensor[] inputs, List<Tensor> outputs)
        {
            var saved = node.Context.ToSave;
            using var sources = new Handles(inputs);
            using var products = new Handles(outputs);
            using var kept = new Handles(saved);
            var differentiable = outputs.ConvertAll(output => (byte)(node.Context.IsDifferentiable(output) ? 1 : 0)).ToArray();
            var savedOutput = saved.ConvertAll(tensor => outputs.FindIndex(output => ReferenceEquals(output, tensor))).ToArray();
            var handle = Hold(node);
            var attached = 0;
            try
            {
                fixed (nint* input = sources.Pointers, output = products.Pointers, save = kept.Pointers)
                fixed (byte* flags = differentiable)
                fixed (int* which = savedOutput)
                {
                    var status = Native.esp_node_attach(
                        (long)GCHandle.ToIntPtr(handle),
                        name,
                        &Backward,
                        &Release,
                        input,
                        inputs.Length,
                        output,
                        flags,
                        outputs.Count,
                        save,
                        which,
                        saved.Count,
                        out attached);
                    Native.Check(status, name);
                }
            }
            finally
            {
                if (attached == 0)
                {
                    LetGo(handle);
                }
            }
        }

        private static GCHandle Hold(Node node)
        {
            Interlocked.Increment(ref live);
            return GCHandle.Alloc(node);
        }

        private static void LetGo(GCHandle node)
        {
            node.Free();
            Interlocked.Decrement(ref live);
        }

        [UnmanagedCallersOnly]
        private static void Release(long id) => LetGo(GCHandle.FromIntPtr((nint)id));

        [UnmanagedCallersOnly]
        private static long Backward(
            long id, nint* gradients, int gradientCount, nint* saved, int savedCount, byte* needed, int inputCount, nint* produced)
        {
            try
            {
                using var scope = NewDisposeScope();
                var incoming = Adopt(gradients, gradientCount);
                var unpacked = Adopt(saved, savedCount);
                if (Array.TrueForAll(incoming, static gradient => gradient is null))
                {
                    return 0;
                }

                var wanted = new ReadOnlySpan<byte>(needed, inputCount).ToArray();
                var node = (Node)GCHandle.FromIntPtr((nint)id).Target!;
                var results = node.Run(incoming, unpacked!, Array.ConvertAll(wanted, static flag => flag != 0));
                if (results.Count != inputCount)
                {
                    throw new InvalidOperationException($"{node.Name} has {inputCount} tensor inputs and gave {results.Count} gradients");
                }

                for (var i = 0; i < inputCount; i++)
                {
                    produced[i] = results[i] is { } result ? result.NewReference() : 0;
                }

                return 0;
            }
#pragma warning disable CA1031 // No exception may cross native frames: it is kept for the caller of the pass.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                return ManagedCause.Keep(exception);
            }
        }

        private static Tensor?[] Adopt(nint* handles, int count)
        {
            var tensors = new Tensor?[count];
            for (var i = 0; i < count; i++)
            {
                tensors[i] = handles[i] == 0 ? null : new Tensor(handles[i]);
            }

            return tensors;
        }

        private sealed class Node(
            string name,
            autograd.AutogradContext context,
            Func<autograd.AutogradContext, IReadOnlyList<Tensor?>, List<Tensor?>> backward)
        {
            internal string Name { get; } = name;

            internal autograd.AutogradContext Context { get; } = context;

            internal List<Tensor?> Run(Tensor?[] gradients, Tensor[] saved, bool[] needed) =>
                backward(new autograd.AutogradContext(Context, saved, needed), gradients);
        }
    }
}
