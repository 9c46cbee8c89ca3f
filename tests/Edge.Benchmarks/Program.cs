using Edge.Benchmarks;

return await BenchCommand.InvokeAsync(args);
