using System.Runtime.InteropServices;
using System.Text;

namespace Espalier.Data.Images;

/// <summary>Hears what libgd would print on standard error.</summary>
internal static unsafe class GdFaults
{
    private const int Longest = 200;

    // libjpeg goes on after these; the pixels that follow are guessed.
    private static readonly string[] Damage = ["remature end", "Huffman", "found marker", "Corrupt JPEG data: bad", "not a JPEG"];

    [ThreadStatic]
    private static string? last;

    static GdFaults() => Gd.SetErrorMethod(&Note);

    /// <summary>Forgets what was said on this thread, and makes sure of being told what follows.</summary>
    internal static void Clear() => last = null;

    /// <summary>What was said first since <see cref="Clear"/>, without the library's prefixes; null where nothing was.</summary>
    internal static string? Told => last;

    /// <summary>Whether what was said means that pixels are lost although there is a picture.</summary>
    internal static bool ToldOfDamage => last is { } told && Array.Exists(Damage, word => told.Contains(word, StringComparison.Ordinal));

    [UnmanagedCallersOnly]
    private static void Note(int priority, byte* format, nint arguments)
    {
        var text = stackalloc byte[Longest];
        var length = Math.Min(Gd.Format(text, Longest, format, arguments), Longest - 1);
        var told = string.Concat(Encoding.Latin1.GetString(text, Math.Max(length, 0)).Select(sign => char.IsControl(sign) ? ' ' : sign)).Trim();

        // The first is the cause; damage is remembered whatever came before it.
        if (last is null || Array.Exists(Damage, word => told.Contains(word, StringComparison.Ordinal)))
        {
            last = told[(told.LastIndexOf(": ", StringComparison.Ordinal) is >= 0 and var colon ? colon + 2 : 0)..];
        }
    }
}
