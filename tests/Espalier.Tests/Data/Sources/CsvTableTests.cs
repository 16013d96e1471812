using System.Globalization;
using Espalier.Data;
using Espalier.Data.Sources;

namespace Espalier.Tests.Data.Sources;

public sealed class CsvTableTests : IDisposable
{
    private static readonly CsvTable Source = new();
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Columns_of_pixels_fill_the_image_as_they_are()
    {
        var rows = Enumerable.Range(0, 10).Select(i => $"{i},{i % 2},255,0,{i}");

        var data = Load("a,digit,b,c,d\n" + string.Join('\n', rows), "digit", "2x2");

        Assert.Equal(new ImageShape(1, 2, 2), data.Train.Shape);
        Assert.Equal(["0", "1"], data.Train.ClassNames);
        Assert.Equal((8, 2), (data.Train.Count, data.Test.Count));
        Assert.All(Enumerable.Range(0, 8), i =>
        {
            var image = data.Train.Image(i);
            Assert.Equal([image[0], 255, 0, image[0]], image.ToArray());
            Assert.Equal(image[0] % 2, data.Train.Labels[i]);
        });
        Assert.Contains("taken for pixels", data.Findings.Notes[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Features_are_standardised_by_the_training_rows_alone()
    {
        var random = new SeededRandom(4);
        var rows = Enumerable.Range(0, 400).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"{(random.NextDouble() * 1e-3) - 7};{1000 + (i % 2 * 500)};3.5;{(i % 2 == 0 ? "yes" : "no")}"));

        var data = Load("small;large;same;answer\n" + string.Join("\r\n", rows), "answer", "1x3");

        Assert.Equal(["no", "yes"], data.Train.ClassNames);
        var columns = Enumerable.Range(0, 3).Select(column => Enumerable.Range(0, data.Train.Count)
            .Select(i => (double)data.Train.Image(i)[column]).ToArray()).ToArray();
        Assert.All(columns, column => Assert.InRange(column.Average(), 127, 129));
        Assert.InRange(Deviation(columns[0]), 31, 33);
        Assert.Equal([96, 160], columns[1].Distinct().Order().Select(value => (int)value));
        Assert.Equal(0, Deviation(columns[2]));
        Assert.Contains("3 features are standardised by the 320 training rows", data.Findings.Notes[0], StringComparison.Ordinal);
    }

    [Fact]
    public void The_statistics_do_not_see_the_test_rows()
    {
        var head = "x,y,label\n";
        var rows = Enumerable.Range(0, 20).Select(i => $"{i * 0.5},{i},{i % 2}").ToArray();
        var plain = Load(head + string.Join('\n', rows), "label", "1x2");
        var tested = plain.Test.Image(0).ToArray();
        string[] changed = [.. rows];
        var places = StratifiedSplit.Of([.. Enumerable.Range(0, 20).Select(i => (byte)(i % 2))], 0.2, 1).HeldOut;
        foreach (var place in places)
        {
            changed[place] = $"1e6,1e6,{place % 2}";
        }

        var other = Load(head + string.Join('\n', changed), "label", "1x2");

        Assert.Equal(plain.Train.Pixels, other.Train.Pixels);
        Assert.Equal([255, 255], other.Test.Image(0).ToArray());
        Assert.NotEqual(tested, other.Test.Image(0).ToArray());
    }

    [Fact]
    public void Quotes_tabs_and_class_names_in_numeric_order()
    {
        var data = Load("\"a \"\"b\"\"\"\tlabel\n1.5\t10\n2.5\t9\n1\t10\n7\t9\n", "label", "1");

        Assert.Equal(["9", "10"], data.Train.ClassNames);
        Assert.Equal(4, data.Train.Count + data.Test.Count);
    }

    [Fact]
    public void Planes_follow_each_other()
    {
        var data = Load("r,g,b,label\n1,2,3,x\n1,2,3,x\n4,5,6,y\n4,5,6,y\n", "label", "1");

        Assert.Equal(new ImageShape(3, 1, 1), data.Train.Shape);
        Assert.Equal([1, 2, 3], data.Train.Image(0).ToArray());
    }

    [Theory]
    [InlineData("", null, "2x2", "line 1: the file is empty")]
    [InlineData("a,b\n", "b", "1", "line 2: there are no rows")]
    [InlineData("a\n1\n", "a", "1", "line 1: 1 columns")]
    [InlineData("a,a,b\n1,2,3\n", "b", "1", "2 columns are called 'a'")]
    [InlineData("a,b\n1,x\n2,y", null, "1", "give --label NAME, one of a, b")]
    [InlineData("a,b\n1,x\n2,y", "c", "1", "there is no column 'c'")]
    [InlineData("a,b\n1,x\n2\n", "b", "1", "line 3: 1 values under 2 columns")]
    [InlineData("a,b\n1,x\n,y\n", "b", "1", "line 3: '' in column 'a' is no number")]
    [InlineData("a,b\n1,x\nnan,y\n", "b", "1", "'nan' in column 'a' is no number")]
    [InlineData("a,b\n1e99,x\n", "b", "1", "'1e99' in column 'a' is no number")]
    [InlineData("a,b\n1,\n", "b", "1", "line 2: no class in column 'b'")]
    [InlineData("a,b\n1,x\n2,x\n", "b", "1", "1 different values")]
    [InlineData("a,b\n1,x\n2,y\n", "b", "1", "every class has one row only")]
    [InlineData("a,b\n1,x\n2,x\n3,y", "b", null, "take images; say how a row is laid out as one, for example --image-size 1x1")]
    [InlineData("a,b,c,d,e,f,z\n1,2,3,4,5,6,x\n", "z", "2x2", "6 columns of numbers do not fill images of 1x2x2, which have 4")]
    [InlineData("a,b\n\"1,x\n2,y\n", "b", "1", "line ")]
    public void A_table_that_is_none_is_refused_with_line_and_column(string text, string? label, string? size, string expected)
    {
        var error = Assert.Throws<InvalidInputException>(() => Load(text, label, size));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Only_one_file_that_ends_so_is_meant()
    {
        Assert.True(Source.Accepts("t.CSV"));
        Assert.False(Source.Accepts("a.bin,b.csv"));
        Assert.Contains("no such file", Assert.Throws<InvalidInputException>(() => Source.Load("lost.csv", new())).Message, StringComparison.Ordinal);
    }

    private Dataset Load(string text, string? label, string? size) => Source.Load(
        folder.Write("table.csv", System.Text.Encoding.UTF8.GetBytes(text)),
        new DataRequest { Options = new DataOptions { Label = label, Size = size is null ? null : ImageSize.Parse(size, "size") } });

    private static double Deviation(double[] values) => Math.Sqrt(values.Average(value => Math.Pow(value - values.Average(), 2)));
}
