using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Espalier;

/// <summary>
/// A seeded generator whose whole state is one number, so that a checkpoint can hold it.
/// </summary>
/// <remarks>
/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014, figure 17).
/// Not thread-safe: every thread takes its own, with a seed from <see cref="Derive"/>.
/// </remarks>
public sealed class SeededRandom : Random
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>Starts the sequence that belongs to <paramref name="seed"/>.</summary>
    public SeededRandom(ulong seed)
        : base(0) => State = seed;

    /// <summary>The whole state: setting it to an earlier value repeats the draws that followed.</summary>
    public ulong State { get; set; }

    /// <summary>A seed of its own for one purpose and place of a run, e.g. <c>Derive(seed, "augment", epoch, batch)</c>.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="purpose">What the draws are for; two purposes never share a sequence.</param>
    /// <param name="indices">Where in the run: epoch, batch, trial.</param>
    public static ulong Derive(ulong seed, string purpose, params ReadOnlySpan<long> indices)
    {
        ArgumentNullException.ThrowIfNull(purpose);
        var hash = Mix(seed + Golden);
        foreach (var octet in Encoding.UTF8.GetBytes(purpose))
        {
            hash = Mix((hash ^ octet) + Golden);
        }

        foreach (var index in indices)
        {
            hash = Mix((hash ^ (ulong)index) + unchecked(2 * Golden));
        }

        return hash;
    }

    /// <summary>64 random bits.</summary>
    public ulong NextBits() => Mix(State += Golden);

    /// <summary>A draw of the standard normal distribution (Box and Muller's transform of two uniform ones).</summary>
    public double NextNormal() => Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());

    /// <inheritdoc/>
    public override int Next() => (int)NextBelow(int.MaxValue);

    /// <inheritdoc/>
    public override int Next(int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxValue);
        return maxValue == 0 ? 0 : (int)NextBelow((ulong)maxValue);
    }

    /// <inheritdoc/>
    public override int Next(int minValue, int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        return minValue == maxValue ? minValue : (int)(minValue + (long)NextBelow((ulong)((long)maxValue - minValue)));
    }

    /// <inheritdoc/>
    public override long NextInt64() => (long)NextBelow(long.MaxValue);

    /// <inheritdoc/>
    public override long NextInt64(long maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxValue);
        return maxValue == 0 ? 0 : (long)NextBelow((ulong)maxValue);
    }

    /// <inheritdoc/>
    public override long NextInt64(long minValue, long maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        return minValue == maxValue ? minValue : minValue + (long)NextBelow((ulong)maxValue - (ulong)minValue);
    }

    /// <inheritdoc/>
    public override double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <inheritdoc/>
    public override float NextSingle() => (NextBits() >> 40) * (1.0f / (1U << 24));

    /// <inheritdoc/>
    public override void NextBytes(byte[] buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        NextBytes(buffer.AsSpan());
    }

    /// <inheritdoc/>
    public override void NextBytes(Span<byte> buffer)
    {
        Span<byte> word = stackalloc byte[sizeof(ulong)];
        while (!buffer.IsEmpty)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(word, NextBits());
            var count = Math.Min(buffer.Length, word.Length);
            word[..count].CopyTo(buffer);
            buffer = buffer[count..];
        }
    }

    /// <inheritdoc/>
    protected override double Sample() => NextDouble();

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>Unbiased: draws in the incomplete last block are rejected.</summary>
    private ulong NextBelow(ulong bound)
    {
        if (BitOperations.IsPow2(bound))
        {
            return NextBits() & (bound - 1);
        }

        var limit = ulong.MaxValue - (ulong.MaxValue % bound);
        ulong bits;
        do
        {
            bits = NextBits();
        }
        while (bits >= limit);
        return bits % bound;
    }
}
