using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Espalier.EndToEnd.Browsing;

/// <summary>A tab: shows a page, and keeps what the page complained of and what it asked for.</summary>
internal sealed class Tab
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private readonly DevTools tools;
    private readonly string session;
    private readonly ConcurrentQueue<string> complaints = new();
    private readonly ConcurrentQueue<string> requests = new();

    private Tab(DevTools tools, string session) => (this.tools, this.session) = (tools, session);

    /// <summary>Errors and warnings of the console, exceptions that nobody caught, what the content policy refused.</summary>
    internal IReadOnlyList<string> Complaints => [.. complaints];

    /// <summary>Every address that was asked for, the page's own first.</summary>
    internal IReadOnlyList<string> Requests => [.. requests];

    internal static async Task<Tab> Open(DevTools tools)
    {
        var target = (await tools.Send("Target.createTarget", new JsonObject { ["url"] = "about:blank" }))["targetId"]!.GetValue<string>();
        var session = (await tools.Send("Target.attachToTarget", new JsonObject { ["targetId"] = target, ["flatten"] = true }))["sessionId"]!
            .GetValue<string>();
        var tab = new Tab(tools, session);
        tools.Told += tab.Hear;
        foreach (var domain in new[] { "Page", "Runtime", "Log", "Network" })
        {
            await tab.Send($"{domain}.enable");
        }

        return tab;
    }

    /// <summary>Sets the size in CSS pixels, and light or dark.</summary>
    internal async Task Look(int width, int height, bool dark, bool phone = false)
    {
        await Send("Emulation.setDeviceMetricsOverride", new JsonObject
        {
            ["width"] = width,
            ["height"] = height,
            ["deviceScaleFactor"] = phone ? 2 : 1,
            ["mobile"] = phone,
        });
        await Send("Emulation.setEmulatedMedia", new JsonObject
        {
            ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = dark ? "dark" : "light" }),
        });
    }

    /// <summary>Forbids the page its scripts.</summary>
    internal Task ForbidScripts() => Send("Emulation.setScriptExecutionDisabled", new JsonObject { ["value"] = true });

    /// <summary>Shows a file, and waits until it is all there.</summary>
    internal async Task Show(string file)
    {
        await Send("Page.navigate", new JsonObject { ["url"] = new Uri(file).AbsoluteUri });
        await Until("location.protocol === 'file:' && document.readyState === 'complete'");
    }

    /// <summary>Waits until an expression holds.</summary>
    internal async Task Until(string expression)
    {
        var began = Stopwatch.GetTimestamp();
        while (!(await Evaluate(expression)).GetValue<bool>())
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < Patience, $"never came: {expression}");
            await Task.Delay(20);
        }
    }

    /// <summary>The value of an expression in the page.</summary>
    internal async Task<JsonNode> Evaluate(string expression)
    {
        var answer = await Send(
            "Runtime.evaluate", new JsonObject { ["expression"] = expression, ["returnByValue"] = true, ["awaitPromise"] = true });
        Assert.True(answer["exceptionDetails"] is null, $"{expression}: {answer["exceptionDetails"]?.ToJsonString()}");
        return answer["result"]!["value"] ?? throw new InvalidOperationException($"{expression} is nothing");
    }

    /// <summary>Moves the mouse.</summary>
    internal Task PointAt(double x, double y) =>
        Send("Input.dispatchMouseEvent", new JsonObject { ["type"] = "mouseMoved", ["x"] = x, ["y"] = y });

    /// <summary>Presses and releases a key by its name.</summary>
    internal async Task Press(string key)
    {
        foreach (var type in new[] { "keyDown", "keyUp" })
        {
            await Send("Input.dispatchKeyEvent", new JsonObject { ["type"] = type, ["key"] = key, ["code"] = key });
        }
    }

    /// <summary>What is to be seen, or the whole page, as a PNG file's bytes.</summary>
    internal async Task<byte[]> Screenshot(bool whole = false)
    {
        var answer = await Send("Page.captureScreenshot", new JsonObject { ["format"] = "png", ["captureBeyondViewport"] = whole });
        return Convert.FromBase64String(answer["data"]!.GetValue<string>());
    }

    private Task<JsonNode> Send(string method, JsonObject? parameters = null) => tools.Send(method, parameters, session);

    private void Hear(string? session, string method, JsonNode told)
    {
        if (session != this.session)
        {
            return;
        }

        switch (method)
        {
            case "Runtime.exceptionThrown":
            case "Runtime.consoleAPICalled" when told["type"]!.GetValue<string>() is "error" or "warning" or "assert":
            case "Log.entryAdded" when told["entry"]!["level"]!.GetValue<string>() is "error" or "warning":
                complaints.Enqueue(told.ToJsonString());
                break;
            case "Network.requestWillBeSent":
                requests.Enqueue(told["request"]!["url"]!.GetValue<string>());
                break;
        }
    }
}
