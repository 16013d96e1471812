using Benchmarks;
using TableQueries;

// How long the NAS-Bench-201 table takes to be read, and to answer. The numbers it gave are in docs/tables.md.
// dotnet run -c Release --project benchmarks/TableQueries -- --help
return BenchmarkProgram.Run("TableQueries", Queries.Known, Queries.Run, args);
