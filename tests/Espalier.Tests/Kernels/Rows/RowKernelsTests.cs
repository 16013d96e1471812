using System.Diagnostics;
using Espalier.Kernels.Rows;

namespace Espalier.Tests.Kernels.Rows;

public sealed class RowKernelsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData(1, 4, 4)]
    [InlineData(4, 4, 4)]
    [InlineData(5, 8, 8)]
    [InlineData(8, 8, 8)]
    [InlineData(12, 16, 8)]
    [InlineData(16, 16, 8)]
    [InlineData(18, 8, 8)]
    [InlineData(32, 16, 8)]
    [InlineData(36, 8, 8)]
    [InlineData(44, 16, 8)]
    public void The_width_fills_up_the_fewest_lanes(int channels, int with512, int with256)
    {
        var expected = WidthChecks.Widest switch { 16 => with512, 8 => with256, _ => 4 };
        var rows = RowKernels.For(channels);

        Assert.Equal(expected, rows.Width);
        Assert.Equal((channels + expected - 1) / expected * expected, rows.Pad(channels));
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512", 8)]
    [InlineData("DOTNET_EnableAVX2", 4)]
    [InlineData("DOTNET_EnableHWIntrinsic", 0)]
    public async Task Kernels_agree_with_libtorch_with_narrower_vectors(string variable, int widest)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true };
        start.ArgumentList.Add(typeof(RowKernelsTests).Assembly.Location);
        start.ArgumentList.Add($"{Math.Min(widest, WidthChecks.Widest)}");
        start.Environment[variable] = "0";
        using var limit = new CancellationTokenSource(Patience);
        using var child = Process.Start(start)!;
        try
        {
            var error = await child.StandardError.ReadToEndAsync(limit.Token);
            await child.WaitForExitAsync(limit.Token);

            Assert.True(child.ExitCode == 0, error);
        }
        finally
        {
            child.Kill();
        }
    }
}
