using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Espalier.Tests.Data.Sources.Known;

/// <summary>A web server of this machine with a few files on it.</summary>
internal sealed class HomePage : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly Dictionary<string, byte[]> files;

    public HomePage(Dictionary<string, byte[]> files)
    {
        this.files = files;
        Address = new Uri($"http://127.0.0.1:{FreePort()}/");
        listener.Prefixes.Add(Address.ToString());
        listener.Start();
        _ = Serve();
    }

    public Uri Address { get; }

    /// <summary>The kind of checksum that data sets are published with.</summary>
    public static string Md5(byte[] content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        hash.AppendData(content);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public List<string> Asked { get; } = [];

    /// <summary>An address where nobody answers.</summary>
    public static Uri Nobody => new($"http://127.0.0.1:{FreePort()}/");

    public void Dispose() => listener.Close();

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task Serve()
    {
        try
        {
            while (await listener.GetContextAsync() is { } context)
            {
                var name = context.Request.Url!.AbsolutePath.TrimStart('/');
                Asked.Add(name);
                if (files.TryGetValue(name, out var content))
                {
                    context.Response.ContentLength64 = content.Length;
                    await context.Response.OutputStream.WriteAsync(content);
                }
                else
                {
                    context.Response.StatusCode = 404;
                }

                context.Response.Close();
            }
        }
        catch (Exception fault) when (fault is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
