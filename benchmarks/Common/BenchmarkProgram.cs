using Espalier;

namespace Benchmarks;

/// <summary>What a benchmark looks like from outside: help, one line per fault, an exit code.</summary>
internal static class BenchmarkProgram
{
    private const int Done = 0;
    private const int OurFault = 1;
    private const int CallersFault = 2;

    internal static int Run(Benchmark benchmark, string[] arguments)
    {
        if (arguments is ["--help"] or ["-h"])
        {
            Console.WriteLine($"dotnet run -c Release --project benchmarks/{benchmark.Name} -- [options]");
            foreach (var option in benchmark.Known)
            {
                Console.WriteLine($"  --{option.Name} {option.Form}\n      {option.Meaning}");
            }

            return Done;
        }

        try
        {
            benchmark.Run(arguments);
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
            Console.Error.WriteLine($"{benchmark.Name}: {message.ReplaceLineEndings(" ")}");
            return code;
        }
    }
}
