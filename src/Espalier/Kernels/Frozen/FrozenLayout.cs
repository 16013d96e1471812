using Espalier.Kernels.Memory;

namespace Espalier.Kernels.Frozen;

/// <summary>Where everything lies that a pass over one sample writes: laid out once, for every sample alike.</summary>
internal sealed class FrozenLayout
{
    private const int Alignment = 16;
    private readonly Dictionary<(int Height, int Width, int Channels, int Border), FramePlace> shared = [];
    private nint band;

    /// <summary>Numbers of a sample that the way back reads again.</summary>
    internal nint KeptSize { get; private set; }

    /// <summary>Numbers of what a thread works on, without the band.</summary>
    internal nint WorkSize { get; private set; }

    /// <summary>Numbers that are worked on for a moment.</summary>
    internal nint BandSize => band;

    /// <summary>A map that the way back reads again.</summary>
    internal MapPlace Keep(int height, int width, int channels)
    {
        var place = new MapPlace(KeptSize, height, width, channels);
        KeptSize += Rounded(place.Size);
        return place;
    }

    /// <summary>A map that a thread works on.</summary>
    internal MapPlace Work(int height, int width, int channels)
    {
        var place = new MapPlace(WorkSize, height, width, channels);
        WorkSize += Rounded(place.Size);
        return place;
    }

    /// <summary>A frame of its own. Memory begins as zeros and nobody writes a border, so that it need never be cleared.</summary>
    internal FramePlace Frame(int height, int width, int channels, int border)
    {
        var place = new FramePlace(WorkSize, height, width, channels, border);
        WorkSize += Rounded(Memory.Frame.Size(height, width, channels, border));
        return place;
    }

    /// <summary>A frame for a moment, the same for all who ask for that size.</summary>
    internal FramePlace Passing(int height, int width, int channels, int border)
    {
        if (!shared.TryGetValue((height, width, channels, border), out var place))
        {
            place = Frame(height, width, channels, border);
            shared[(height, width, channels, border)] = place;
        }

        return place;
    }

    /// <summary>Room for so many numbers for a moment.</summary>
    internal void WantBand(nint numbers) => band = Math.Max(band, Rounded(numbers));

    private static nint Rounded(nint numbers) => (numbers + Alignment - 1) / Alignment * Alignment;
}

/// <summary>A map [Height, Width, Channels] without gaps.</summary>
/// <param name="Offset">Its first number.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Pixels of a row.</param>
/// <param name="Channels">Channels, filled up.</param>
internal readonly record struct MapPlace(nint Offset, int Height, int Width, int Channels)
{
    /// <summary>Pixels.</summary>
    internal int Pixels => Height * Width;

    /// <summary>Numbers.</summary>
    internal int Size => Pixels * Channels;
}

/// <summary>A map with a border of zeros.</summary>
/// <param name="Offset">The first number of the border.</param>
/// <param name="Height">Rows without the border.</param>
/// <param name="Width">Pixels of a row without the border.</param>
/// <param name="Channels">Channels, filled up.</param>
/// <param name="Border">Pixels of border on each side.</param>
internal readonly record struct FramePlace(nint Offset, int Height, int Width, int Channels, int Border)
{
    /// <summary>The frame in somebody's memory.</summary>
    internal unsafe Frame In(float* memory) => new((nint)(memory + Offset), Height, Width, Channels, Border);
}

/// <summary>The memory of one pass over one sample.</summary>
internal readonly unsafe struct FrozenMemory
{
    /// <summary>What the way back reads again.</summary>
    internal required float* Kept { get; init; }

    /// <summary>What the thread works on.</summary>
    internal required float* Work { get; init; }

    /// <summary>What is worked on for a moment.</summary>
    internal required float* Band { get; init; }
}
