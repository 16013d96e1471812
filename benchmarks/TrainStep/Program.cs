using Benchmarks;
using TrainStep;

// One training step of the network of a genotype: ours in each of its ways, against a PyTorch twin of the same network in two layouts.
// dotnet run -c Release --project benchmarks/TrainStep -- --help
return BenchmarkProgram.Run(
    new("TrainStep", "train_step.py", Metric.ImagesPerSecond, TrainCases.Known, TrainCases.Read, OurStep.Measure), args);
