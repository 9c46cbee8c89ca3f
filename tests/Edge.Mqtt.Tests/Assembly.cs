// One test at a time: file descriptors are counted, and time-outs are judged on machines with two cores.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
