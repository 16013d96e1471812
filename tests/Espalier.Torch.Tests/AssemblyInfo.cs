// The live-tensor counter and the number of threads belong to the process: tests that watch them run alone.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
