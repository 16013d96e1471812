using Espalier.Torch.Interop;

namespace Espalier.Torch;

public static partial class torch
{
    /// <summary>The generator that operators without an explicit one draw from.</summary>
    public static Generator default_generator { get; } = Generator.Default("cpu");

    /// <summary>Seeds <see cref="default_generator"/> and returns it. The toolkit passes generators explicitly instead.</summary>
    public static Generator manual_seed(long seed)
    {
        default_generator.manual_seed(seed);
        return default_generator;
    }

    /// <summary>A source of random numbers (mt19937 on the processor) whose state can be saved and put back.</summary>
    public sealed class Generator : IDisposable
    {
        private nint handle;

        /// <summary>A generator of its own, independent of the default one.</summary>
        /// <param name="seed">Where its sequence starts.</param>
        /// <param name="device">Whose random numbers it makes; the processor by default.</param>
        public Generator(ulong seed = 67280421310721, Device? device = null)
        {
            Native.Check(Native.esp_generator_create((device ?? CPU).ToString(), seed, out handle), "Generator");
        }

        private Generator(nint handle) => this.handle = handle;

        /// <summary>Frees the native generator if nobody disposed it.</summary>
        ~Generator() => Free();

        internal nint BorrowedHandle => handle != 0 ? handle : throw new ObjectDisposedException(nameof(Generator));

        /// <summary>Starts the sequence that belongs to <paramref name="seed"/>.</summary>
        public Generator manual_seed(long seed)
        {
            Native.Check(Native.esp_generator_seed(BorrowedHandle, unchecked((ulong)seed)), "Generator.manual_seed");
            return this;
        }

        /// <summary>The seed the sequence started from.</summary>
        public long initial_seed()
        {
            Native.Check(Native.esp_generator_initial_seed(BorrowedHandle, out var seed), "Generator.initial_seed");
            return unchecked((long)seed);
        }

        /// <summary>The whole state as bytes, a tensor of type <see cref="ScalarType.Byte"/>.</summary>
        public Tensor get_state()
        {
            Native.Check(Native.esp_generator_get_state(BorrowedHandle, out var state), "Generator.get_state");
            return new Tensor(state);
        }

        /// <summary>Puts back a state from <see cref="get_state"/>: the draws that followed it repeat.</summary>
        public void set_state(Tensor value)
        {
            ArgumentNullException.ThrowIfNull(value);
            value.AddReference();
            try
            {
                Native.Check(Native.esp_generator_set_state(BorrowedHandle, value.BorrowedHandle), "Generator.set_state", value.Describe());
            }
            finally
            {
                value.ReleaseReference();
            }
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            Free();
            GC.SuppressFinalize(this);
        }

        internal static Generator Default(string device)
        {
            Native.Check(Native.esp_generator_default(device, out var found), "default_generator");
            return new Generator(found);
        }

        private void Free()
        {
            var owned = Interlocked.Exchange(ref handle, 0);
            if (owned != 0)
            {
                Native.esp_generator_release(owned);
            }
        }
    }
}
