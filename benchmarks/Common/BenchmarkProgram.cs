using Espalier;

namespace Benchmarks;

/// <summary>What a benchmark looks like from outside: help, one line per fault, an exit code.</summary>
internal static class BenchmarkProgram
{
    private const int Done = 0;
    private const int OurFault = 1;
    private const int CallersFault = 2;

    internal static int Run(Benchmark benchmark, string[] arguments) => Run(benchmark.Name, benchmark.Known, benchmark.Run, arguments);

    /// <param name="name">The program's name.</param>
    /// <param name="known">The options it knows.</param>
    /// <param name="run">What it does with those given.</param>
    /// <param name="arguments">Those given.</param>
    internal static int Run(string name, IReadOnlyList<KnownOption> known, Action<IReadOnlyList<string>> run, string[] arguments)
    {
        if (arguments is ["--help"] or ["-h"])
        {
            Console.WriteLine($"dotnet run -c Release --project benchmarks/{name} -- [options]");
            foreach (var option in known)
            {
                Console.WriteLine($"  --{option.Name} {option.Form}\n      {option.Meaning}");
            }

            return Done;
        }

        try
        {
            run(arguments);
            return Done;
        }
        catch (InvalidInputException fault)
        {
            return Fail(CallersFault, fault.Message);
        }
        catch (ChildException fault)
        {
            return Fail(OurFault, fault.Message);
        }
        catch (Exception fault)
        {
            return Fail(OurFault, $"this is ours: {fault.GetType().Name}: {fault.Message}");
        }

        int Fail(int code, string message)
        {
            Console.Error.WriteLine($"{name}: {message.ReplaceLineEndings(" ")}");
            return code;
        }
    }
}
