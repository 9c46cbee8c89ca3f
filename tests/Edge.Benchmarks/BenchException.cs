namespace Edge.Benchmarks;

/// <summary>A benchmark could not be run; the message is for people.</summary>
internal sealed class BenchException(string message, Exception? inner = null) : Exception(message, inner);
