using Benchmarks;
using StudyStoreBenchmark;

// How many trials a second a study store takes, each durable when its call returns, and how long 100,000 of them take to be read.
// dotnet run -c Release --project benchmarks/StudyStore -- --help
return BenchmarkProgram.Run("StudyStore", StoreBenchmark.Known, StoreBenchmark.Run, args);
