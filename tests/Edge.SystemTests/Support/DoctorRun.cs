using Edge.Testing.Processes;

namespace Edge.SystemTests.Support;

/// <summary>Runs <c>doctor --json</c> of a real agent.</summary>
internal static class DoctorRun
{
    public static async Task<DoctorAnswer> OfAsync(EdgeTool tool, string data, IReadOnlyDictionary<string, string> environment, params string[] more)
    {
        var run = await ToolRun.RunAsync(tool, ["doctor", "--json", "--data", data, .. more], limit: Patience.Seconds(180), environment: environment, cancellationToken: TestContext.Current.CancellationToken);
        if (run.Output.Length == 0) throw new HarnessException($"doctor ended with {run.ExitCode} and said nothing: {run.Errors}");
        return new DoctorAnswer(run.ExitCode, run.Output);
    }
}
