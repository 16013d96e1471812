// Leak tests count the process's live tensors, and two cores are busy with one test.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
