using Benchmarks;
using DrawnCells;

// What MDENAS' distributions come to where a table, and no training, says how good a path is, and what uniform draws do.
// The numbers it gave are in docs/results/differentiable.md.
// dotnet run -c Release --project benchmarks/DrawnCells -- --help
return BenchmarkProgram.Run("DrawnCells", Draws.Known, Draws.Run, args);
