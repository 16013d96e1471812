using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Espalier.EndToEnd.Browsing;

/// <summary>A connection to a browser by its DevTools protocol: commands that are answered, and events.</summary>
internal sealed class DevTools : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly ClientWebSocket socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode>> waiting = new();
    private readonly SemaphoreSlim turn = new(1);
    private Task reading = Task.CompletedTask;
    private int last;

    private DevTools()
    {
    }

    /// <summary>Is told of each event: its tab's session, its name, what it says.</summary>
    internal event Action<string?, string, JsonNode>? Told;

    internal static async Task<DevTools> Connect(Uri address)
    {
        var tools = new DevTools();
        using var limit = new CancellationTokenSource(Patience);
        await tools.socket.ConnectAsync(address, limit.Token);
        tools.reading = tools.Read();
        return tools;
    }

    /// <summary>Sends a command and waits for what comes of it.</summary>
    internal async Task<JsonNode> Send(string method, JsonObject? parameters = null, string? session = null)
    {
        var number = Interlocked.Increment(ref last);
        var answer = waiting.GetOrAdd(number, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        var command = new JsonObject { ["id"] = number, ["method"] = method, ["params"] = parameters ?? [] };
        if (session is not null)
        {
            command["sessionId"] = session;
        }

        using var limit = new CancellationTokenSource(Patience);
        await turn.WaitAsync(limit.Token);
        try
        {
            await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(command), WebSocketMessageType.Text, true, limit.Token);
        }
        finally
        {
            turn.Release();
        }

        var found = await answer.Task.WaitAsync(limit.Token);
        Assert.True(found["error"] is null, $"{method}: {found["error"]?.ToJsonString()}");
        return found["result"]!;
    }

    public async ValueTask DisposeAsync()
    {
        socket.Abort();
        await reading;
        socket.Dispose();
        turn.Dispose();
    }

    private async Task Read()
    {
        var buffer = new byte[1 << 16];
        try
        {
            while (true)
            {
                using var message = new MemoryStream();
                ValueWebSocketReceiveResult part;
                do
                {
                    part = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                    message.Write(buffer, 0, part.Count);
                }
                while (!part.EndOfMessage);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    return;
                }

                Take(JsonNode.Parse(message.ToArray())!);
            }
        }
        catch (Exception fault) when (fault is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            foreach (var command in waiting.Values)
            {
                command.TrySetException(new IOException("the browser is gone", fault));
            }
        }
    }

    private void Take(JsonNode message)
    {
        if (message["id"] is { } number)
        {
            waiting.TryRemove(number.GetValue<int>(), out var answer);
            answer?.TrySetResult(message);
        }
        else
        {
            Told?.Invoke(message["sessionId"]?.GetValue<string>(), message["method"]!.GetValue<string>(), message["params"]!);
        }
    }
}
