using System.Diagnostics;
using Espalier.Tests.Data;

namespace Espalier.Tests.Fuzzing;

/// <summary>
/// Whatever is done to its input, a parser reads a legal value or tells the caller in one line: it throws nothing else, takes neither long
/// nor much memory, and leaves the folder as it found it. <c>ESPALIER_FUZZ_INPUTS</c> sets how often each is tried.
/// </summary>
public sealed class ParserFuzzTests
{
    private static readonly int Inputs =
        int.TryParse(Environment.GetEnvironmentVariable("ESPALIER_FUZZ_INPUTS"), out var asked) ? asked : 80;

    private const long MostBytes = 192L << 20;
    private static readonly TimeSpan Each = TimeSpan.FromSeconds(5);

    public static TheoryData<string> Names => [.. Parsers.All.Select(parser => parser.Name)];

    [Fact]
    public void There_are_a_thousand_inputs_and_more() => Assert.InRange(Parsers.All.Count * Inputs, 1000, int.MaxValue);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_sound_input_is_read(string name)
    {
        var parser = Parsers.All.Single(parser => parser.Name == name);
        using var folder = Folder(parser);

        Assert.Null(Record.Exception(() => parser.Read(Put(folder, parser, parser.Sound))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_spoilt_input_is_read_or_refused_in_one_line(string name)
    {
        var parser = Parsers.All.Single(parser => parser.Name == name);
        var (at, fault) = (0, (string?)null);
        var worker = new Thread(() =>
        {
            for (; at < Inputs && fault is null; at++)
            {
                fault = Fault(parser, new Mutator(SeededRandom.Derive(77, name, at)).Spoil(parser.Sound));
            }
        });
        worker.IsBackground = true;
        worker.Start();

        var ended = worker.Join(Each * (12 + (Inputs / 10)));
        Assert.True(ended, $"input {at} hangs");
        Assert.True(fault is null, $"input {at - 1}: {fault}");
    }

    /// <summary>What is wrong with how an input is met; null where nothing is.</summary>
    private static string? Fault(Parser parser, byte[] input)
    {
        using var folder = Folder(parser);
        var path = Put(folder, parser, input);
        var before = Files(folder.Path);
        var (began, bytes, live) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread(), LiveTensorsOfThread);

        var thrown = Record.Exception(() => parser.Read(path));

        var (took, taken) = (Stopwatch.GetElapsedTime(began), GC.GetAllocatedBytesForCurrentThread() - bytes);
        return thrown switch
        {
            not (null or InvalidInputException) => thrown.ToString(),
            { Message: var message } when message.Any(char.IsControl) => $"more than a line: {message}",
            { Message.Length: > 16_000 } => $"a message of {thrown.Message.Length} signs",
            _ when took > Each => $"took {took}",
            _ when taken > MostBytes => $"took {taken} bytes",
            _ when LiveTensorsOfThread != live => $"left {LiveTensorsOfThread - live} tensors",
            _ when !Files(folder.Path).SequenceEqual(before) => "left or changed files",
            _ => null,
        };
    }

    private static TempFolder Folder(Parser parser)
    {
        var folder = new TempFolder();
        foreach (var (name, content) in parser.Beside)
        {
            Write(folder, name, content);
        }

        return folder;
    }

    private static string Put(TempFolder folder, Parser parser, byte[] input) => Write(folder, parser.File, input);

    private static string Write(TempFolder folder, string name, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder.Path, name))!);
        return folder.Write(name, content);
    }

    private static string[] Files(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => $"{file} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))}"),
    ];
}
