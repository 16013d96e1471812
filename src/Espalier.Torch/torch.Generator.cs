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
        private readonly GeneratorHandle handle;

        /// <summary>A generator of its own, independent of the default one.</summary>
        /// <param name="seed">Where its sequence starts.</param>
        /// <param name="device">Whose random numbers it makes; the processor by default.</param>
        public Generator(ulong seed = 67280421310721, Device? device = null)
        {
            Native.Check(Native.esp_generator_create((device ?? CPU).ToString(), seed, out var created), "Generator");
            handle = new GeneratorHandle(created);
        }

        private Generator(GeneratorHandle handle) => this.handle = handle;

        /// <summary>Its native side, which a call holds by <see cref="GeneratorHandle.AddReference"/>.</summary>
        internal GeneratorHandle Handle => handle;

        /// <summary>Starts the sequence that belongs to <paramref name="seed"/>.</summary>
        public Generator manual_seed(long seed)
        {
            Native.Check(Native.esp_generator_seed(handle, unchecked((ulong)seed)), "Generator.manual_seed");
            return this;
        }

        /// <summary>The seed the sequence started from.</summary>
        public long initial_seed()
        {
            Native.Check(Native.esp_generator_initial_seed(handle, out var seed), "Generator.initial_seed");
            return unchecked((long)seed);
        }

        /// <summary>The whole state as bytes, a tensor of type <see cref="ScalarType.Byte"/>.</summary>
        public Tensor get_state()
        {
            Native.Check(Native.esp_generator_get_state(handle, out var state), "Generator.get_state");
            return new Tensor(state);
        }

        /// <summary>Puts back a state from <see cref="get_state"/>: the draws that followed it repeat.</summary>
        public void set_state(Tensor value)
        {
            ArgumentNullException.ThrowIfNull(value);
            value.AddReference();
            try
            {
                Native.Check(Native.esp_generator_set_state(handle, value.BorrowedHandle), "Generator.set_state", value.Describe());
            }
            finally
            {
                value.ReleaseReference();
            }
        }

        /// <inheritdoc/>
        public void Dispose() => handle.Dispose();

        internal static Generator Default(string device)
        {
            Native.Check(Native.esp_generator_default(device, out var found), "default_generator");
            return new Generator(new GeneratorHandle(found));
        }
    }
}
