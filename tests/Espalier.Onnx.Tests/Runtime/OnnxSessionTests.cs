using Espalier.Onnx.Runtime;

namespace Espalier.Onnx.Tests.Runtime;

public sealed class OnnxSessionTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void A_file_computes_what_it_says(int count)
    {
        using var session = new OnnxSession(Files.Doubling());
        var input = Enumerable.Range(0, 3 * count).Select(i => i - 1.5f).ToArray();
        var output = new float[input.Length];

        session.Run(input, [count, 3], output, [count, 3]);

        Assert.Equal(input.Select(value => 2 * value), output);
    }

    [Fact]
    public void Shapes_are_those_of_the_file()
    {
        using var free = new OnnxSession(Files.Doubling());
        using var one = new OnnxSession(Files.Doubling(batch: 1), threads: 2);

        Assert.Equal([-1, 3], free.InputShape);
        Assert.Equal([-1, 3], free.OutputShape);
        Assert.Equal([1, 3], one.InputShape);
    }

    [Fact]
    public void A_batch_that_the_file_does_not_take_is_refused()
    {
        using var session = new OnnxSession(Files.Doubling(batch: 1));

        var fault = Assert.Throws<OnnxRuntimeException>(() => session.Run(new float[6], [2, 3], new float[6], [2, 3]));

        Assert.Contains("input", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_that_do_not_fill_their_shape_are_refused()
    {
        using var session = new OnnxSession(Files.Doubling());

        Assert.Throws<ArgumentException>(() => session.Run(new float[5], [2, 3], new float[6], [2, 3]));
        Assert.Throws<ArgumentException>(() => session.Run(new float[6], [2, 3], new float[3], [2, 3]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    public void A_file_that_is_cut_off_is_refused(int length) =>
        Assert.Throws<OnnxRuntimeException>(() => new OnnxSession(Files.Doubling().AsSpan(0, length)));

    [Fact]
    public void A_closed_session_does_not_run()
    {
        var session = new OnnxSession(Files.Doubling());
        session.Dispose();
        session.Dispose();

        Assert.Throws<ObjectDisposedException>(() => session.Run(new float[3], [1, 3], new float[3], [1, 3]));
    }

    [Fact]
    public void The_library_says_which_it_is()
    {
        Assert.True(Version.TryParse(OnnxRuntimeLibrary.Version, out _), OnnxRuntimeLibrary.Version);
        Assert.True(File.Exists(OnnxRuntimeLibrary.Path));
    }
}
