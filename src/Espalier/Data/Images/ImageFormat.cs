namespace Espalier.Data.Images;

/// <summary>The kinds of image files that are read.</summary>
internal enum ImageFormat
{
    /// <summary>Portable Network Graphics.</summary>
    Png,

    /// <summary>JPEG, sequential or progressive.</summary>
    Jpeg,

    /// <summary>WebP, lossy or lossless, one picture.</summary>
    Webp,

    /// <summary>Windows bitmaps.</summary>
    Bmp,
}
