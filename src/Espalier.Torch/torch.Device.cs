using System.Globalization;

namespace Espalier.Torch;

/// <summary>Where a tensor can live; the numbers are libtorch's.</summary>
public enum DeviceType
{
    /// <summary>The processor and its memory.</summary>
    CPU = 0,

    /// <summary>An NVIDIA card.</summary>
    CUDA = 1,
}

public static partial class torch
{
    /// <summary>The processor.</summary>
    public static Device CPU { get; } = new(DeviceType.CPU);

    /// <summary>A device from its text: <c>cpu</c>, <c>cuda</c>, <c>cuda:1</c>.</summary>
    public static Device device(string description) => new(description);

    /// <summary>A device of a kind.</summary>
    public static Device device(DeviceType type, int index = -1) => new(type, index);

    /// <summary>Where a tensor lives.</summary>
    public sealed record Device
    {
        /// <summary>A device by kind and index; -1 is the current one of its kind.</summary>
        public Device(DeviceType type, int index = -1)
        {
            this.type = type;
            this.index = index;
        }

        /// <summary>A device by text.</summary>
        /// <exception cref="ArgumentException">The text is none of <c>cpu</c>, <c>cuda</c>, <c>cuda:N</c>.</exception>
        public Device(string description)
        {
            ArgumentNullException.ThrowIfNull(description);
            var parts = description.Split(':', 2);
            type = parts[0] switch
            {
                "cpu" => DeviceType.CPU,
                "cuda" => DeviceType.CUDA,
                _ => throw new ArgumentException($"'{description}' is no device; give cpu, cuda or cuda:N", nameof(description)),
            };
            index = parts.Length == 1 ? -1
                : int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given
                : throw new ArgumentException($"'{description}' is no device; give cpu, cuda or cuda:N", nameof(description));
        }

        /// <summary>Its kind.</summary>
        public DeviceType type { get; }

        /// <summary>Its number among its kind; -1 is the current one.</summary>
        public int index { get; }

        /// <inheritdoc/>
        public override string ToString() =>
            (type == DeviceType.CPU ? "cpu" : "cuda") + (index < 0 || type == DeviceType.CPU ? string.Empty : $":{index}");
    }
}
