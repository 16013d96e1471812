using System.Text;

namespace Espalier.Tests.Fuzzing;

/// <summary>Spoils bytes in the ways files are spoilt: by accident, by the wrong program, and on purpose. The same seed, the same harm.</summary>
internal sealed class Mutator(ulong seed)
{
    private const int Longest = 1 << 16;

    private static readonly byte[][] Numbers =
    [
        [0xFF, 0xFF, 0xFF, 0xFF], [0x7F, 0xFF, 0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0x7F], [0x80, 0, 0, 0], [0, 0, 0, 0x80],
        [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F], [0xFF, 0xFF], [0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0xF0, 0x7F],
        .. new[] { "999999999999999999999", "-1", "0", "2147483648", "1e308", "1e-9", "NaN", "null", "[]", "{}", "\"\"", "true", "67108864", "3" }
            .Select(Encoding.UTF8.GetBytes),
    ];

    private static readonly Func<SeededRandom, byte[], byte[]>[] Harms = [Flip, Truncate, Insert, Number, TextNumber, Repeat, Remove, Swap];

    private readonly SeededRandom random = new(seed);

    /// <summary>One to three harms, one after the other.</summary>
    public byte[] Spoil(byte[] sound)
    {
        var bytes = sound;
        for (var left = 1 + random.Next(3); left > 0; left--)
        {
            bytes = Harms[random.Next(Harms.Length)](random, bytes);
        }

        return bytes.Length <= Longest + sound.Length ? bytes : bytes[..(Longest + sound.Length)];
    }

    private static byte[] Flip(SeededRandom random, byte[] bytes)
    {
        byte[] flipped = [.. bytes];
        for (var left = 1 + random.Next(8); left > 0 && flipped.Length > 0; left--)
        {
            flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
        }

        return flipped;
    }

    private static byte[] Truncate(SeededRandom random, byte[] bytes) => bytes[..random.Next(bytes.Length + 1)];

    private static byte[] Insert(SeededRandom random, byte[] bytes)
    {
        var more = new byte[1 + random.Next(40)];
        random.NextBytes(more);
        var at = random.Next(bytes.Length + 1);
        return [.. bytes[..at], .. more, .. bytes[at..]];
    }

    /// <summary>Writes a number over what is there: early, where sizes are, as often as anywhere.</summary>
    private static byte[] Number(SeededRandom random, byte[] bytes)
    {
        var number = Numbers[random.Next(Numbers.Length)];
        var at = random.Next(random.Next(2) == 0 ? Math.Min(64, bytes.Length + 1) : bytes.Length + 1);
        return [.. bytes[..at], .. number, .. bytes[Math.Min(at + number.Length, bytes.Length)..]];
    }

    /// <summary>Puts a number in the place of a word of digits or letters.</summary>
    private static byte[] TextNumber(SeededRandom random, byte[] bytes)
    {
        var starts = Enumerable.Range(0, bytes.Length).Where(i => IsWord(bytes[i]) && (i == 0 || !IsWord(bytes[i - 1]))).ToArray();
        if (starts.Length == 0)
        {
            return Number(random, bytes);
        }

        var (start, number) = (starts[random.Next(starts.Length)], Numbers[random.Next(Numbers.Length)]);
        var end = start;
        while (end < bytes.Length && IsWord(bytes[end]))
        {
            end++;
        }

        return [.. bytes[..start], .. number, .. bytes[end..]];
    }

    private static byte[] Repeat(SeededRandom random, byte[] bytes)
    {
        var (start, end) = Part(random, bytes);
        var part = bytes[start..end];
        return [.. bytes[..end], .. Enumerable.Repeat(part, 1 + random.Next(60)).SelectMany(again => again).Take(Longest), .. bytes[end..]];
    }

    private static byte[] Remove(SeededRandom random, byte[] bytes)
    {
        var (start, end) = Part(random, bytes);
        return [.. bytes[..start], .. bytes[end..]];
    }

    private static byte[] Swap(SeededRandom random, byte[] bytes)
    {
        var (start, end) = Part(random, bytes);
        return [.. bytes[end..], .. bytes[start..end], .. bytes[..start]];
    }

    private static (int Start, int End) Part(SeededRandom random, byte[] bytes)
    {
        var start = random.Next(bytes.Length + 1);
        return (start, start + random.Next(Math.Min(64, bytes.Length - start) + 1));
    }

    private static bool IsWord(byte sign) => char.IsAsciiLetterOrDigit((char)sign) || sign is (byte)'-' or (byte)'.' or (byte)'_';
}
