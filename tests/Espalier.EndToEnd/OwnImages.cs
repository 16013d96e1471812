using Espalier.Data;
using Espalier.Data.Images;
using Espalier.Tests.Data.Images;

namespace Espalier.EndToEnd;

/// <summary>A user's folder of photographs, small ones: three classes told by their brightness, in all four formats.</summary>
internal static class OwnImages
{
    private static readonly ImageFormat[] Formats = [ImageFormat.Png, ImageFormat.Jpeg, ImageFormat.Webp, ImageFormat.Bmp];
    private static readonly string[] Extensions = [".png", ".jpg", ".webp", ".bmp"];

    /// <summary>16 images of each class in <c>train</c>, 8 in <c>test</c>; sizes differ, most are 12x12.</summary>
    internal static string Write(string folder)
    {
        foreach (var (part, count) in new[] { ("train", 16), ("test", 8) })
        {
            var random = new SeededRandom(SeededRandom.Derive(9, part));
            foreach (var (label, name) in new[] { "birch", "oak", "yew" }.Index())
            {
                for (var i = 0; i < count; i++)
                {
                    var shape = i % 8 == 5 ? new ImageShape(3, 15, 20) : new ImageShape(3, 12, 12);
                    var file = Pictures.Noise(Formats[i % 4], shape, (byte)(40 + (80 * label)), random);
                    Put(folder, $"{part}/{name}/{i:00}{Extensions[i % 4]}", file);
                }
            }
        }

        return folder;
    }

    internal static void Put(string folder, string name, byte[] content)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }
}
