using Benchmarks;
using DerivationGap;

// What is lost where a genotype is derived from a supernet, and how sharp the supernet's loss is.
// The numbers it gave for SD-DARTS are in docs/results/differentiable.md.
// dotnet run -c Release --project benchmarks/DerivationGap -- --help
return BenchmarkProgram.Run("DerivationGap", Gap.Known, Gap.Run, args);
