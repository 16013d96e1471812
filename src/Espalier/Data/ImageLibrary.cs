using Espalier.Data.Images;

namespace Espalier.Data;

/// <summary>The library that decodes image files.</summary>
public static class ImageLibrary
{
    /// <summary>libgd's version.</summary>
    /// <exception cref="InvalidInputException">It is not installed.</exception>
    public static string Version => GdImage.Version;
}
