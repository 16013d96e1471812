using System.Runtime.InteropServices;

namespace Espalier.Data.Images;

/// <summary>The functions of libgd (Debian's libgd3) that are used, as its manual describes them.</summary>
internal static unsafe partial class Gd
{
    /// <summary>Catmull and Rom's cubic, in <c>gdInterpolationMethod</c>.</summary>
    internal const int CatmullRom = 9;

    /// <summary>The nearest pixel, in <c>gdInterpolationMethod</c>.</summary>
    internal const int Nearest = 16;

    private const string Library = "libgd.so.3";

    [LibraryImport(Library, EntryPoint = "gdImageCreateFromPngPtr")]
    internal static partial nint FromPng(int size, byte* data);

    [LibraryImport(Library, EntryPoint = "gdImageCreateFromJpegPtrEx")]
    internal static partial nint FromJpeg(int size, byte* data, int ignoreWarnings);

    [LibraryImport(Library, EntryPoint = "gdImageCreateFromWebpPtr")]
    internal static partial nint FromWebp(int size, byte* data);

    [LibraryImport(Library, EntryPoint = "gdImageCreateFromBmpPtr")]
    internal static partial nint FromBmp(int size, byte* data);

    [LibraryImport(Library, EntryPoint = "gdImageCreateTrueColor")]
    internal static partial nint Create(int width, int height);

    [LibraryImport(Library, EntryPoint = "gdImageCreate")]
    internal static partial nint CreatePalette(int width, int height);

    [LibraryImport(Library, EntryPoint = "gdImageColorAllocateAlpha")]
    internal static partial int Allocate(nint image, int red, int green, int blue, int alpha);

    [LibraryImport(Library, EntryPoint = "gdImageDestroy")]
    internal static partial void Destroy(nint image);

    [LibraryImport(Library, EntryPoint = "gdImageSetInterpolationMethod")]
    internal static partial int SetInterpolation(nint image, int method);

    [LibraryImport(Library, EntryPoint = "gdImageScale")]
    internal static partial nint Scale(nint image, uint width, uint height);

    [LibraryImport(Library, EntryPoint = "gdImageCopy")]
    internal static partial void Copy(nint target, nint source, int x, int y, int sourceX, int sourceY, int width, int height);

    [LibraryImport(Library, EntryPoint = "gdImageFilledRectangle")]
    internal static partial void Fill(nint image, int left, int top, int right, int bottom, int colour);

    [LibraryImport(Library, EntryPoint = "gdImageAlphaBlending")]
    internal static partial void Blend(nint image, int blend);

    [LibraryImport(Library, EntryPoint = "gdImageSaveAlpha")]
    internal static partial void SaveAlpha(nint image, int save);

    [LibraryImport(Library, EntryPoint = "gdImageString")]
    internal static partial void Write(nint image, nint font, int x, int y, byte* text, int colour);

    [LibraryImport(Library, EntryPoint = "gdFontGetSmall")]
    internal static partial nint SmallFont();

    // A pixel takes nanoseconds, less than the usual border crossing.
    [LibraryImport(Library, EntryPoint = "gdImageGetTrueColorPixel")]
    [SuppressGCTransition]
    internal static partial int Pixel(nint image, int x, int y);

    [LibraryImport(Library, EntryPoint = "gdImageSetPixel")]
    [SuppressGCTransition]
    internal static partial void SetPixel(nint image, int x, int y, int colour);

    [LibraryImport(Library, EntryPoint = "gdImagePngPtr")]
    internal static partial byte* Png(nint image, out int size);

    [LibraryImport(Library, EntryPoint = "gdImageJpegPtr")]
    internal static partial byte* Jpeg(nint image, out int size, int quality);

    [LibraryImport(Library, EntryPoint = "gdImageWebpPtrEx")]
    internal static partial byte* Webp(nint image, out int size, int quality);

    [LibraryImport(Library, EntryPoint = "gdImageBmpPtr")]
    internal static partial byte* Bmp(nint image, out int size, int compress);

    [LibraryImport(Library, EntryPoint = "gdFree")]
    internal static partial void Free(byte* memory);

    [LibraryImport(Library, EntryPoint = "gdSetErrorMethod")]
    internal static partial void SetErrorMethod(delegate* unmanaged<int, byte*, nint, void> method);

    [LibraryImport(Library, EntryPoint = "gdVersionString")]
    internal static partial byte* Version();

    [LibraryImport("libc", EntryPoint = "vsnprintf")]
    internal static partial int Format(byte* target, nuint size, byte* format, nint arguments);

    // zlib is there where libgd is: it decodes PNG by it.
    [LibraryImport("libz.so.1", EntryPoint = "crc32")]
    private static partial nuint Crc32(nuint sum, byte* data, uint length);

    /// <summary>The checksum that PNG uses.</summary>
    internal static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* first = bytes)
        {
            return (uint)Crc32(0, first, (uint)bytes.Length);
        }
    }

    /// <summary>The second member of <c>gdImage</c>, after a pointer; <c>gdImageSX</c> is a macro that reads it.</summary>
    internal static int Width(nint image) => ((int*)(image + sizeof(nint)))[0];

    /// <summary>The third member, <c>gdImageSY</c>.</summary>
    internal static int Height(nint image) => ((int*)(image + sizeof(nint)))[1];
}
