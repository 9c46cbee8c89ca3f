namespace Edge.Testing.Processes;

/// <summary>What a command answered.</summary>
internal sealed record ToolResult(string Command, int ExitCode, string Output, string Errors)
{
    /// <exception cref="HarnessException">It did not exit with 0.</exception>
    public ToolResult Ensure() => ExitCode == 0
        ? this
        : throw new HarnessException($"{Command} ended with {ExitCode}: {(Errors.Length > 0 ? Errors : Output).Trim()}");
}
