using Espalier.Data;
using Espalier.Data.Sources.Known;

namespace Espalier.Tests.Data.Sources.Known;

public sealed class DownloadTests : IDisposable
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 200_000).Select(i => (byte)(i * 7))];
    private readonly TempFolder folder = new();
    private readonly HomePage home = new(new() { ["file.bin"] = Content });

    public void Dispose()
    {
        home.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void A_file_with_the_published_checksum_is_there_in_the_end_and_nothing_else()
    {
        var watch = new FlowWatch();
        var target = Path.Combine(folder.Path, "deep", "er");

        Assert.Null(Download.TryFetch(File(home.Address), target, new DataRequest { Observer = watch }));

        Assert.Equal(Content, System.IO.File.ReadAllBytes(Path.Combine(target, "file.bin")));
        Assert.Single(Directory.EnumerateFiles(target));
        Assert.Equal(["download"], watch.Stages);
    }

    [Fact]
    public void Another_checksum_a_missing_file_and_no_server_leave_nothing_behind()
    {
        Fails(File(home.Address) with { Md5 = new string('0', 32) }, "not the published 000");
        Fails(File(home.Address) with { Name = "lost.bin" }, "404");
        Fails(File(HomePage.Nobody), "refused");
    }

    [Fact]
    public void A_withdrawn_request_ends()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(
            () => Download.TryFetch(File(home.Address), folder.Path, new DataRequest { Cancellation = stop.Token }));
        Assert.Empty(Directory.EnumerateFiles(folder.Path));
    }

    private static RemoteFile File(Uri from) => new("file.bin", from, HomePage.Md5(Content));

    private void Fails(RemoteFile file, string expected)
    {
        var fault = Download.TryFetch(file, folder.Path, new DataRequest());

        Assert.Contains(expected, fault, StringComparison.Ordinal);
        Assert.Contains(file.Address.ToString(), fault, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(folder.Path));
    }
}
