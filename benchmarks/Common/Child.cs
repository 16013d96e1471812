using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace Benchmarks;

/// <summary>A process that measures, and nothing else beside it.</summary>
internal static class Child
{
    /// <summary>A child's side of <see cref="Ask"/>.</summary>
    internal static void Print<T>(T measured) => Console.WriteLine(JsonSerializer.Serialize(measured, JsonSerializerOptions.Web));

    internal static T Ask<T>(string program, IEnumerable<string> arguments, int threads)
    {
        var text = Run(program, arguments, threads);
        try
        {
            return JsonSerializer.Deserialize<T>(text, JsonSerializerOptions.Web) ?? throw new JsonException("it is null");
        }
        catch (JsonException fault)
        {
            throw new ChildException($"{program} printed no measurement: {fault.Message.ReplaceLineEndings(" ")}", fault);
        }
    }

    /// <summary>What it printed.</summary>
    /// <exception cref="ChildException">It could not be started, or failed.</exception>
    internal static string Run(string program, IEnumerable<string> arguments, int threads)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };

        // libtorch's own number does not reach every BLAS.
        start.Environment["OMP_NUM_THREADS"] = start.Environment["OPENBLAS_NUM_THREADS"] = $"{threads}";
        try
        {
            using var process = Process.Start(start)!;
            var complaint = process.StandardError.ReadToEndAsync();
            var text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? text : throw Failed(process.ExitCode, complaint.GetAwaiter().GetResult());
        }
        catch (Win32Exception fault)
        {
            throw new ChildException($"{program} cannot be started: {fault.Message}", fault);
        }

        ChildException Failed(int code, string complaint)
        {
            // Python ends with what is wrong.
            var last = complaint.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault();
            var said = last ?? "it said nothing (out of memory?)";
            return new($"a measurement ended with {code}: {said}; its command was {program} {string.Join(' ', arguments)}");
        }
    }
}

/// <summary>A measuring process failed.</summary>
internal sealed class ChildException(string message, Exception? inner = null) : Exception(message, inner);
