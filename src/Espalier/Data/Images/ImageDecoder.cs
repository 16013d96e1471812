namespace Espalier.Data.Images;

/// <summary>Opaque pictures from the bytes of files.</summary>
/// <remarks>
/// Transparency is laid over white. Palettes, grey, 16 bits and CMYK become 8-bit red, green and blue. Pixels are taken as they are
/// stored: an EXIF orientation is not applied, as the field's usual loaders do not apply it either.
/// </remarks>
internal static class ImageDecoder
{
    /// <summary>Decodes one file.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="fault">What is wrong with it where the answer is null.</param>
    public static GdImage? Decode(ReadOnlySpan<byte> bytes, out string? fault)
    {
        if (ImageHeader.Read(bytes, bytes.Length, out fault) is not { } header)
        {
            return null;
        }

        var content = header.Format == ImageFormat.Png ? PngChunks.Essential(bytes, out fault) : bytes;
        var image = fault is null ? GdImage.Decode(header.Format, content, out fault) : null;
        if (image is null || header.Format == ImageFormat.Jpeg)
        {
            return image;
        }

        using (image)
        {
            return image.OnWhite();
        }
    }
}
