using System.Collections.Concurrent;

namespace Espalier.Torch.Interop;

/// <summary>
/// The one entry into libtorch's operators: by name and overload (<c>"aten::add.Tensor"</c>), arguments in the order of the
/// operator's schema, trailing ones that keep their defaults left out.
/// </summary>
internal static unsafe class Dispatcher
{
    private const int ResultsOnStack = 64;

    private static readonly ConcurrentDictionary<string, nint> Operators = new(StringComparer.Ordinal);

    /// <summary>Calls an operator with one tensor as its result.</summary>
    internal static torch.Tensor Call(string name, params ReadOnlySpan<Argument> arguments)
    {
        NativeValue result;
        var tensor = Invoke(name, arguments, &result, 1) == 1 && result.Tag == Tag.Tensor && result.Pointer != 0
            ? new torch.Tensor(result.Pointer)
            : throw new InvalidOperationException($"{name} did not give one tensor");
        OperatorRecording.Current?.Add(name, arguments, tensor);
        return tensor;
    }

    /// <summary>Calls an operator that writes into its first argument, and returns that argument.</summary>
    internal static torch.Tensor InPlace(string name, params ReadOnlySpan<Argument> arguments)
    {
        NativeValue result;
        if (Invoke(name, arguments, &result, 1) == 1 && result.Tag == Tag.Tensor)
        {
            Native.esp_tensor_release(result.Pointer);
        }

        OperatorRecording.Current?.Add(name, arguments, arguments[0].Tensor!);
        return arguments[0].Tensor!;
    }

    /// <summary>Calls an operator that only changes its arguments.</summary>
    internal static void Do(string name, params ReadOnlySpan<Argument> arguments)
    {
        Invoke(name, arguments, null, 0);
        OperatorRecording.Current?.Add(name, arguments);
    }

    /// <summary>Calls an operator with several tensors as its results; an undefined one is null.</summary>
    internal static torch.Tensor?[] Many(string name, params ReadOnlySpan<Argument> arguments) => UpTo(ResultsOnStack, name, arguments);

    /// <summary>Calls an operator with at most that many tensors as its results; an undefined one is null.</summary>
    internal static torch.Tensor?[] UpTo(long most, string name, params ReadOnlySpan<Argument> arguments)
    {
        var memory = most <= ResultsOnStack ? stackalloc NativeValue[ResultsOnStack] : new NativeValue[most];
        fixed (NativeValue* results = memory)
        {
            var tensors = new torch.Tensor?[Invoke(name, arguments, results, memory.Length)];
            for (var i = 0; i < tensors.Length; i++)
            {
                tensors[i] = results[i].Tag == Tag.Tensor && results[i].Pointer != 0 ? new torch.Tensor(results[i].Pointer) : null;
            }

            OperatorRecording.Current?.Add(name, arguments, tensors);
            return tensors;
        }
    }

    /// <summary>Calls an operator with a number as its result.</summary>
    internal static torch.Scalar Number(string name, params ReadOnlySpan<Argument> arguments)
    {
        NativeValue result;
        Invoke(name, arguments, &result, 1);
        OperatorRecording.Current?.Add(name, arguments);
        return result.Tag switch
        {
            Tag.Double => (torch.Scalar)result.Number,
            Tag.Int or Tag.Bool => (torch.Scalar)result.Integer,
            _ => throw new InvalidOperationException($"{name} did not give a number"),
        };
    }

    private static nint Find(string name) => Operators.GetOrAdd(name, static full =>
    {
        var dot = full.IndexOf('.', StringComparison.Ordinal);
        var (plain, overload) = dot < 0 ? (full, string.Empty) : (full[..dot], full[(dot + 1)..]);
        Native.Check(Native.esp_operator_find(plain, overload, out var found), full);
        return found;
    });

    private static int Invoke(string name, ReadOnlySpan<Argument> arguments, NativeValue* results, int capacity)
    {
        var op = Find(name);
        var words = 0;
        foreach (ref readonly var argument in arguments)
        {
            words += argument.Words;
        }

        Span<long> memory = words <= 64 ? stackalloc long[64] : new long[words];
        var values = stackalloc NativeValue[Math.Max(arguments.Length, 1)];
        var taken = new References(arguments);
        fixed (long* scratch = memory)
        {
            try
            {
                taken.Add();
                var next = scratch;
                for (var i = 0; i < arguments.Length; i++)
                {
                    arguments[i].LayOut(out values[i], next);
                    next += arguments[i].Words;
                }

                int produced;
                var status = Native.esp_operator_call(op, values, arguments.Length, results, capacity, &produced);
                if (status != 0)
                {
                    throw TorchException.FromNative(name, Native.LastError(), Describe(arguments));
                }

                return produced;
            }
            finally
            {
                taken.Release();
            }
        }
    }

    private static string Describe(ReadOnlySpan<Argument> arguments)
    {
        var parts = new string[arguments.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = arguments[i].Describe();
        }

        return string.Join(", ", parts);
    }

    /// <summary>The references held during a call; when one argument turns out disposed, just those taken before it go back.</summary>
    private ref struct References(ReadOnlySpan<Argument> arguments)
    {
        private readonly ReadOnlySpan<Argument> arguments = arguments;
        private int taken;

        internal void Add()
        {
            foreach (ref readonly var argument in arguments)
            {
                for (var item = 0; item < Items(argument); item++)
                {
                    argument.AddReference(item);
                    taken++;
                }
            }
        }

        internal readonly void Release()
        {
            var left = taken;
            foreach (ref readonly var argument in arguments)
            {
                for (var item = 0; item < Items(argument) && left > 0; item++, left--)
                {
                    argument.Release(item);
                }
            }
        }

        private static int Items(in Argument argument) => argument.Tag switch
        {
            Tag.Tensor or Tag.Generator => 1,
            Tag.TensorList => argument.Tensors!.Count,
            _ => 0,
        };
    }
}
