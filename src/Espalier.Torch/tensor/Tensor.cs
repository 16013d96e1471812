using System.Runtime.InteropServices;
using Espalier.Torch.Interop;

namespace Espalier.Torch;

public static partial class torch
{
    /// <summary>Native tensor references held by this process: what a leak test compares before and after.</summary>
    public static long LiveTensors => TensorHandle.Live;

    /// <summary>References made by this thread minus those released by it.</summary>
    public static long LiveTensorsOfThread => TensorHandle.LiveHere;

    /// <summary>
    /// A view of a native tensor. It belongs to the innermost <see cref="DisposeScope"/> of the thread that made it, or, when none
    /// is open, to whoever disposes it.
    /// </summary>
    public partial class Tensor : IDisposable
    {
        private readonly TensorHandle handle;
        private ScopeFrame? scope;
        private int slot;

        internal Tensor(nint owned)
        {
            handle = new TensorHandle(owned);
            scope = ScopeFrame.Innermost;
            if (scope is not null)
            {
                slot = scope.Add(this);
            }
        }

        /// <summary>Whether it was disposed, by hand or by its scope.</summary>
        public bool IsInvalid => handle.IsClosed;

        /// <summary>The sizes of its dimensions.</summary>
        public unsafe long[] shape => Read(static (in TensorInfo info) => new Span<long>(info.Sizes, (int)info.Dimensions).ToArray());

        /// <summary>The distance between neighbours of each dimension, in elements.</summary>
        public unsafe long[] stride() => Read(static (in TensorInfo info) => new Span<long>(info.Strides, (int)info.Dimensions).ToArray());

        /// <summary>The number of dimensions.</summary>
        public long dim() => Read(static (in TensorInfo info) => info.Dimensions);

        /// <summary>The number of elements.</summary>
        public long numel() => Read(static (in TensorInfo info) => info.Elements);

        /// <summary>The size of one dimension; negative counts from the last.</summary>
        public long size(int dimension) => shape[dimension < 0 ? dimension + (int)dim() : dimension];

        /// <summary>The type of its elements.</summary>
        public ScalarType dtype => Read(static (in TensorInfo info) => (ScalarType)info.ScalarType);

        /// <summary>Where it lives.</summary>
        public Device device => Read(static (in TensorInfo info) =>
            info.DeviceType == 0 ? CPU : new Device((DeviceType)info.DeviceType, info.DeviceIndex));

        /// <summary>Whether operations on it are recorded for a backward.</summary>
        public bool requires_grad
        {
            get => Read(static (in TensorInfo info) => info.RequiresGrad != 0);
            set => requires_grad_(value);
        }

        /// <summary>Whether it is a leaf of the autograd graph: made by the user, not by an operation that records.</summary>
        public bool is_leaf => Read(static (in TensorInfo info) => info.IsLeaf != 0);

        /// <summary>The gradient that the last backward left here, or null. Every call makes a new view of it.</summary>
        public Tensor? grad
        {
            get
            {
                AddReference();
                try
                {
                    Native.Check(Native.esp_tensor_get_grad(BorrowedHandle, out var found), "grad", null);
                    return found == 0 ? null : new Tensor(found);
                }
                finally
                {
                    ReleaseReference();
                }
            }

            set
            {
                using var held = new Handles(value is null ? [this] : [this, value]);
                Native.Check(Native.esp_tensor_set_grad(BorrowedHandle, value?.BorrowedHandle ?? 0), "set_grad", value?.Describe());
            }
        }

        /// <summary>The native reference, valid while one is held by <see cref="AddReference"/>.</summary>
        internal nint BorrowedHandle => handle.DangerousGetHandle();

        /// <summary>Turns recording on or off for a leaf, and returns it.</summary>
        public Tensor requires_grad_(bool requires_grad = true)
        {
            AddReference();
            try
            {
                Native.Check(Native.esp_tensor_set_requires_grad(BorrowedHandle, requires_grad ? 1 : 0), "requires_grad_", Describe());
                return this;
            }
            finally
            {
                ReleaseReference();
            }
        }

        /// <summary>Whether its elements lie in memory without gaps in the order of <paramref name="format"/>.</summary>
        public bool is_contiguous(memory_format format = memory_format.contiguous_format) => format == memory_format.channels_last
            ? Read(static (in TensorInfo info) => info.IsChannelsLast != 0)
            : Read(static (in TensorInfo info) => info.IsContiguous != 0);

        /// <summary>
        /// Its memory, for kernels: the elements in storage order. Valid only while the tensor is alive; the caller keeps it so.
        /// </summary>
        /// <exception cref="InvalidOperationException">
        /// It is not on the processor, its memory has gaps or overlaps, or <typeparamref name="T"/> is not its element type.
        /// </exception>
        public Span<T> storage<T>()
            where T : unmanaged => dtype == ScalarTypeExtensions.Of<T>()
                ? MemoryMarshal.Cast<byte, T>(bytes)
                : throw new InvalidOperationException($"{Describe()} does not hold {typeof(T).Name}");

        /// <summary>Its memory as bytes, under the same conditions as <see cref="storage"/>.</summary>
        public unsafe Span<byte> bytes
        {
            get
            {
                AddReference();
                try
                {
                    TensorInfo info;
                    Native.Check(Native.esp_tensor_describe(BorrowedHandle, &info), "bytes");
                    return info.DeviceType == 0 && (info.IsContiguous != 0 || info.IsChannelsLast != 0)
                        ? new Span<byte>(info.Data, checked((int)info.Elements * ((ScalarType)info.ScalarType).ElementSize()))
                        : throw new InvalidOperationException($"no dense memory on the processor behind {Describe()}");
                }
                finally
                {
                    ReleaseReference();
                }
            }
        }

        /// <summary>A copy of its elements in row-major order.</summary>
        /// <exception cref="InvalidOperationException"><typeparamref name="T"/> is not its element type.</exception>
        public TensorAccessor<T> data<T>()
            where T : unmanaged
        {
            using var inner = NewDisposeScope();
            return new TensorAccessor<T>(detach().to(CPU).contiguous().storage<T>().ToArray());
        }

        /// <summary>The one element of a tensor with one element.</summary>
        public T item<T>()
            where T : unmanaged => data<T>() is { Count: 1 } one
                ? one[0]
                : throw new InvalidOperationException($"item needs one element, not {Describe()}");

        /// <summary>The one element as a double, whatever the type.</summary>
        public double ToDouble() => Dispatcher.Number("aten::item", this).ToDouble();

        /// <summary>The one element as a float, whatever the type.</summary>
        public float ToSingle() => Dispatcher.Number("aten::item", this).ToSingle();

        /// <summary>The one element as an integer, whatever the type.</summary>
        public long ToInt64() => Dispatcher.Number("aten::item", this).ToInt64();

        /// <summary>Goes backward from here: leaves that require gradients accumulate them.</summary>
        /// <param name="gradient">The gradient with respect to this tensor; may be left out for a single element.</param>
        /// <param name="retain_graph">Whether to keep the graph for another backward.</param>
        /// <param name="create_graph">Whether the gradients themselves are recorded.</param>
        public void backward(Tensor? gradient = null, bool retain_graph = false, bool create_graph = false) =>
            autograd.backward([this], gradient is null ? null : [gradient], retain_graph, create_graph);

        /// <summary>Hands it from the innermost scope, if that owns it, to the one around (or to nobody, when there is none).</summary>
        public Tensor MoveToOuterDisposeScope()
        {
            var inner = ScopeFrame.Innermost;
            if (inner is null || !IsOwnedBy(inner))
            {
                return this;
            }

            inner.Remove(slot);
            slot = inner.Outer?.Add(this) ?? 0;
            Interlocked.CompareExchange(ref scope, inner.Outer, inner);
            return this;
        }

        /// <summary>Takes it out of every scope: it lives until somebody disposes it.</summary>
        public Tensor DetachFromDisposeScope()
        {
            if (Interlocked.Exchange(ref scope, null) is { IsHere: true } left)
            {
                left.Remove(slot);
            }

            return this;
        }

        /// <summary>Frees the native reference. Other views of the same memory keep theirs.</summary>
        public void Dispose()
        {
            DetachFromDisposeScope();
            handle.Dispose();
            GC.SuppressFinalize(this);
        }

        /// <inheritdoc/>
        public override string ToString() => IsInvalid ? "disposed tensor" : Describe();

        internal void AddReference()
        {
            var added = false;
            try
            {
                handle.DangerousAddRef(ref added);
            }
            catch (ObjectDisposedException)
            {
                throw new ObjectDisposedException(nameof(Tensor), "the tensor was disposed, by hand or by the end of its scope");
            }
        }

        internal void ReleaseReference() => handle.DangerousRelease();

        /// <summary>One more owned native reference, for handing over the border.</summary>
        internal nint NewReference()
        {
            AddReference();
            try
            {
                Native.Check(Native.esp_tensor_retain(BorrowedHandle, out var another), "retain");
                return another;
            }
            finally
            {
                ReleaseReference();
            }
        }

        internal bool IsOwnedBy(ScopeFrame frame) => ReferenceEquals(Volatile.Read(ref scope), frame);

        /// <summary>Frees it at the end of a scope, unless another thread took it out meanwhile.</summary>
        internal void DisposeByScope(ScopeFrame frame)
        {
            if (ReferenceEquals(Interlocked.CompareExchange(ref scope, null, frame), frame))
            {
                handle.Dispose();
            }
        }

        internal string Describe()
        {
            if (handle.IsClosed)
            {
                return "disposed";
            }

            return Read(static (in TensorInfo info) => Describe(info));
        }

        private static unsafe string Describe(in TensorInfo info)
        {
            var sizes = string.Join(", ", new Span<long>(info.Sizes, (int)info.Dimensions).ToArray());
            return $"{((ScalarType)info.ScalarType).ToString().ToLowerInvariant()}[{sizes}] {(info.DeviceType == 0 ? "cpu" : "cuda")}";
        }

        private delegate T Reader<T>(in TensorInfo info);

        private unsafe T Read<T>(Reader<T> reader)
        {
            AddReference();
            try
            {
                TensorInfo info;
                Native.Check(Native.esp_tensor_describe(BorrowedHandle, &info), "describe");
                return reader(info);
            }
            finally
            {
                ReleaseReference();
            }
        }
    }
}
