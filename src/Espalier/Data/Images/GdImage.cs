using Microsoft.Win32.SafeHandles;

namespace Espalier.Data.Images;

/// <summary>A picture in libgd's memory. Who receives one disposes it.</summary>
internal sealed unsafe class GdImage : SafeHandleZeroOrMinusOneIsInvalid
{
    private const int White = 0xFFFFFF;

    private GdImage(nint image)
        : base(ownsHandle: true) => SetHandle(image);

    /// <summary>Columns.</summary>
    public int Width => Gd.Width(handle);

    /// <summary>Rows.</summary>
    public int Height => Gd.Height(handle);

    /// <summary>Rows and columns.</summary>
    public ImageSize Size => new(Height, Width);

    /// <summary>The library's version.</summary>
    /// <exception cref="InvalidInputException">The library is not installed.</exception>
    public static string Version => Guard(() => Marshal(Gd.Version()));

    /// <summary>A white picture.</summary>
    /// <exception cref="InvalidInputException">The library is not installed.</exception>
    /// <exception cref="InsufficientMemoryException">There is no room for it.</exception>
    public static GdImage Blank(int width, int height)
    {
        var image = Owned(Guard(() => Gd.Create(width, height)), $"{height}x{width} pixels");
        Gd.Fill(image.handle, 0, 0, width - 1, height - 1, White);
        return image;
    }

    /// <summary>A picture of bytes.</summary>
    /// <param name="planes">Planar <c>[C, H, W]</c>.</param>
    /// <param name="shape">One channel, shown grey, or three.</param>
    public static GdImage Of(ReadOnlySpan<byte> planes, ImageShape shape)
    {
        var image = Blank(shape.Width, shape.Height);
        var plane = shape.Height * shape.Width;
        var (green, blue) = shape.Channels == 3 ? (plane, 2 * plane) : (0, 0);
        for (var i = 0; i < plane; i++)
        {
            var colour = (planes[i] << 16) | (planes[green + i] << 8) | planes[blue + i];
            Gd.SetPixel(image.handle, i % shape.Width, i / shape.Width, colour);
        }

        return image;
    }

    /// <summary>Decodes a file that has been looked at by <see cref="ImageHeader"/>.</summary>
    /// <param name="format">Its kind.</param>
    /// <param name="bytes">The whole file.</param>
    /// <param name="fault">What is wrong where the answer is null.</param>
    /// <exception cref="InvalidInputException">The library is not installed.</exception>
    public static GdImage? Decode(ImageFormat format, ReadOnlySpan<byte> bytes, out string? fault)
    {
        fixed (byte* data = bytes)
        {
            var (at, length) = ((nint)data, bytes.Length);
            var found = Guard(() =>
            {
                GdFaults.Clear();
                return format switch
                {
                    ImageFormat.Png => Gd.FromPng(length, (byte*)at),
                    ImageFormat.Jpeg => Gd.FromJpeg(length, (byte*)at, ignoreWarnings: 0),
                    ImageFormat.Webp => Gd.FromWebp(length, (byte*)at),
                    _ => Gd.FromBmp(length, (byte*)at),
                };
            });
            if (found == 0 || GdFaults.ToldOfDamage)
            {
                fault = GdFaults.Told ?? "its data is broken, cut off, or of a rare kind that libgd does not read";
                new GdImage(found).Dispose();
                return null;
            }

            fault = null;
            return new GdImage(found);
        }
    }

    /// <summary>The same picture without transparency, laid over white.</summary>
    public GdImage OnWhite()
    {
        var image = Blank(Width, Height);
        Gd.Copy(image.handle, handle, 0, 0, 0, 0, Width, Height);
        return image;
    }

    /// <summary>The picture at another size, stretched to it; of an opaque one.</summary>
    /// <param name="size">The size wanted.</param>
    /// <param name="blocky">Whether pixels stay squares, to be looked at; else they are filtered, also against aliasing.</param>
    public GdImage Scaled(ImageSize size, bool blocky = false)
    {
        _ = Gd.SetInterpolation(handle, blocky ? Gd.Nearest : Gd.CatmullRom);
        return Owned(Gd.Scale(handle, (uint)size.Width, (uint)size.Height), $"{size} pixels");
    }

    /// <summary>Lays another picture over this one.</summary>
    public void Draw(GdImage other, int x, int y) => Gd.Copy(handle, other.handle, x, y, 0, 0, other.Width, other.Height);

    /// <summary>Writes black text in a small fixed font; signs outside Latin-1 become question marks.</summary>
    public void Write(string text, int x, int y)
    {
        byte[] signs = [.. System.Text.Encoding.Latin1.GetBytes(text), 0];
        fixed (byte* first = signs)
        {
            Gd.Write(handle, Gd.SmallFont(), x, y, first, 0);
        }
    }

    /// <summary>Reads the colours.</summary>
    /// <param name="planes">Receives planar <c>[3, H, W]</c>: red, green, blue.</param>
    /// <returns>Whether every pixel is grey.</returns>
    public bool Read(Span<byte> planes)
    {
        var plane = Width * Height;
        var grey = true;
        for (var i = 0; i < plane; i++)
        {
            var colour = Gd.Pixel(handle, i % Width, i / Width);
            var (red, green, blue) = ((byte)(colour >> 16), (byte)(colour >> 8), (byte)colour);
            (planes[i], planes[plane + i], planes[(2 * plane) + i]) = (red, green, blue);
            grey &= red == green && green == blue;
        }

        return grey;
    }

    /// <summary>The bytes of a file.</summary>
    /// <param name="format">Its kind.</param>
    /// <param name="quality">Of JPEG and WebP, 0-100.</param>
    /// <exception cref="InvalidOperationException">The library refused.</exception>
    public byte[] Encode(ImageFormat format, int quality = 90)
    {
        int size;
        var bytes = format switch
        {
            ImageFormat.Png => Gd.Png(handle, out size),
            ImageFormat.Jpeg => Gd.Jpeg(handle, out size, quality),
            ImageFormat.Webp => Gd.Webp(handle, out size, quality),
            _ => Gd.Bmp(handle, out size, compress: 0),
        };
        if (bytes is null)
        {
            throw new InvalidOperationException($"libgd could not encode {Size} pixels as {format}: {GdFaults.Told}");
        }

        var copy = new ReadOnlySpan<byte>(bytes, size).ToArray();
        Gd.Free(bytes);
        return copy;
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        Gd.Destroy(handle);
        return true;
    }

    private static GdImage Owned(nint image, string what) =>
        image != 0 ? new GdImage(image) : throw new InsufficientMemoryException($"no room for {what}");

    private static string Marshal(byte* text) => System.Runtime.InteropServices.Marshal.PtrToStringAnsi((nint)text) ?? "unknown";

    private static T Guard<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (Exception fault) when (fault is DllNotFoundException || fault.InnerException is DllNotFoundException)
        {
            throw new InvalidInputException("images", "libgd, which decodes them, is not installed", "run `apt-get install libgd3`", fault);
        }
    }
}
