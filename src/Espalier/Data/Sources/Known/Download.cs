using System.Security.Cryptography;

namespace Espalier.Data.Sources.Known;

/// <summary>Fetches published files: written aside, held against the published checksum, renamed.</summary>
internal static class Download
{
    /// <summary>Set to 1 where nothing may be fetched.</summary>
    public const string OfflineVariable = "ESPALIER_OFFLINE";

    private const long MostBytes = 1L << 30;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Fetches a file into a folder.</summary>
    /// <param name="file">The file.</param>
    /// <param name="folder">Is made where it is not there.</param>
    /// <param name="request">Watches, and may be withdrawn.</param>
    /// <returns>Why it could not be fetched; null where it is there now.</returns>
    public static string? TryFetch(RemoteFile file, string folder, DataRequest request)
    {
        if (Environment.GetEnvironmentVariable(OfflineVariable) is "1")
        {
            return $"{OfflineVariable}=1 forbids to fetch it";
        }

        var aside = Path.Combine(folder, $"{file.Name}.{Environment.ProcessId}.part");
        try
        {
            Directory.CreateDirectory(folder);
            request.Observer.Begin("download", $"{file.Address} to {folder}");
            var sum = Copy(file, aside, request);
            if (sum != file.Md5)
            {
                return $"{file.Address} gave a file with the checksum {sum}, not the published {file.Md5}";
            }

            File.Move(aside, Path.Combine(folder, file.Name), overwrite: true);
            return null;
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or UnauthorizedAccessException or ObjectDisposedException
            || (fault is OperationCanceledException && !request.Cancellation.IsCancellationRequested))
        {
            return $"{file.Address}: {(fault is OperationCanceledException or ObjectDisposedException ? "no answer" : fault.Message)}";
        }
        finally
        {
            Remove(aside);
        }
    }

    private static string Copy(RemoteFile file, string aside, DataRequest request)
    {
        using var handler = new SocketsHttpHandler { ConnectTimeout = Patience };
        using var client = new HttpClient(handler) { Timeout = Patience };
        using var message = new HttpRequestMessage(HttpMethod.Get, file.Address);
        using var response = client.Send(message, HttpCompletionOption.ResponseHeadersRead, request.Cancellation).EnsureSuccessStatusCode();

        // A read knows no patience; a response that is thrown away ends it.
        using var stalled = CancellationTokenSource.CreateLinkedTokenSource(request.Cancellation);
        using var watch = stalled.Token.Register(response.Dispose);
        using var content = response.Content.ReadAsStream(request.Cancellation);
        using var target = new FileStream(aside, FileMode.Create, FileAccess.Write);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        var total = response.Content.Headers.ContentLength ?? 0;
        var buffer = new byte[1 << 16];
        for (long done = 0; ;)
        {
            stalled.CancelAfter(Patience);
            var read = content.Read(buffer);
            request.Cancellation.ThrowIfCancellationRequested();
            if (read == 0)
            {
                break;
            }

            target.Write(buffer, 0, read);
            hash.AppendData(buffer, 0, read);
            done += read;
            request.Observer.Progress(done, Math.Max(total, done), "bytes", done == total);
            if (done > MostBytes)
            {
                throw new IOException($"more than {MostBytes} bytes");
            }
        }

        target.Flush(flushToDisk: true);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Remove(string path)
    {
        if (File.Exists(path))
        {
            File.Delete(path);
        }
    }
}
