using Espalier.Data.Sources.Matlab;

namespace Espalier.Tests.Data.Sources.Matlab;

public sealed class MatFileTests
{
    private static readonly byte[] Six = [1, 2, 3, 4, 5, 6];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Arrays_of_bytes_are_read_by_name_plain_and_compressed(bool compressed)
    {
        Func<byte[], byte[]> pack = compressed ? MatBytes.Compressed : matrix => matrix;
        using var folder = new TempFolder();
        var path = folder.Write("a.mat", MatBytes.File(
            pack(MatBytes.Matrix("text", [1, 2], 4, [65, 0, 66, 0], kind: 4)),
            pack(MatBytes.Matrix("other", [1, 2], MatBytes.UInt8, [7, 8])),
            pack(MatBytes.Matrix("X", [3, 2], MatBytes.UInt8, Six)),
            pack(MatBytes.Matrix("y", [2, 1], MatBytes.Double, [.. BitConverter.GetBytes(10.0), .. BitConverter.GetBytes(255.0)], kind: 6))));

        var arrays = MatFile.Read(path, ["X", "y"]);

        Assert.Equal(["X", "y"], arrays.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([3, 2], arrays["X"].Sizes);
        Assert.Equal(Six, arrays["X"].Values);
        Assert.Equal([10, 255], arrays["y"].Values);
    }

    [Theory]
    [InlineData("scipy_sample.mat")]
    [InlineData("scipy_plain.mat")]
    public void Files_written_by_scipy_are_read(string name)
    {
        var arrays = MatFile.Read(Path.Combine(AppContext.BaseDirectory, "Data", "Sources", "Matlab", name), ["X", "y"]);

        // make_samples.py: X[r, c, k, n] = (((r * 3 + c) * 3 + k) * 5 + n) % 251, stored column by column.
        Assert.Equal([4, 3, 3, 5], arrays["X"].Sizes);
        Assert.All(Enumerable.Range(0, 180), place =>
        {
            var (r, c, k, n) = (place % 4, place / 4 % 3, place / 12 % 3, place / 36);
            Assert.Equal(((((r * 3) + c) * 3) + k) * 5 + n, arrays["X"].Values[place]);
        });
        Assert.Equal([1, 10, 3, 10, 9], arrays["y"].Values);
    }

    [Fact]
    public void Broken_files_are_named_with_the_byte()
    {
        using var folder = new TempFolder();
        var good = MatBytes.Matrix("X", [3, 2], MatBytes.UInt8, Six);
        var packed = MatBytes.Compressed(good);

        Fails([1, 2, 3], "byte 3: the file ends inside the header");
        Fails([.. MatBytes.File()[..124], 1, 0, (byte)'M', (byte)'I'], "byte 124: is no MATLAB file of level 5");
        Fails([.. MatBytes.File(good)[..^5]], "too short for an element");
        Fails(MatBytes.File([.. packed[..20], 1, 2, 3, .. packed[23..]]), "byte 128: the element that begins there is broken");
        Fails(MatBytes.File(MatBytes.Matrix("X", [3, 3], MatBytes.UInt8, Six)), "'X' is said to be 3x3, and has 6 values");
        Fails(MatBytes.File(MatBytes.Matrix("X", [-3, -2], MatBytes.UInt8, Six)), "'X' is said to be -3x-2");
        Fails(MatBytes.File(MatBytes.Matrix("X", [1, 1], MatBytes.Double, BitConverter.GetBytes(0.5))), "no whole number from 0 to 255");
        Fails(MatBytes.File(MatBytes.Matrix("X", [1, 1], MatBytes.Double, BitConverter.GetBytes(double.NaN))), "no whole number from 0 to 255");
        Fails(MatBytes.File(MatBytes.Matrix("X", [1, 1], 99, [1])), "unknown type 99");

        void Fails(byte[] content, string expected)
        {
            var path = folder.Write("broken.mat", content);
            var error = Assert.Throws<InvalidInputException>(() => MatFile.Read(path, ["X"]));
            Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
            Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        }
    }
}
