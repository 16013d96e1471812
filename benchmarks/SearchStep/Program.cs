using Benchmarks;
using SearchStep;

// One search step of the supernet: ours in each of its ways, against a PyTorch twin of the same network in two layouts.
// dotnet run -c Release --project benchmarks/SearchStep -- --help
return BenchmarkProgram.Run(
    new("SearchStep", "search_step.py", Metric.Seconds, SearchCases.Known, SearchCases.Read, OurStep.Measure), args);
