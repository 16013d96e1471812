using Benchmarks;
using FrontRanking;

// How well the judge of a front's candidates orders them as their training does.
// dotnet run -c Release --project benchmarks/FrontRanking -- --help
return BenchmarkProgram.Run("FrontRanking", Ranking.Known, Ranking.Run, args);
