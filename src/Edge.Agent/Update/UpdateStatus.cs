using Edge.Agent.Telemetry;
using Edge.Agent.Update.Install;
using Edge.Agent.Update.Pull;
using Edge.Hosting;
using Edge.Hosting.Sockets;

namespace Edge.Agent.Update;

/// <summary>Which program runs, what waits to be installed, and how the last release ended.</summary>
internal sealed class UpdateStatus(InstallFolder folder, Staging staging, ReleasePull pull) : IStatusSection
{
    public string Name => "update";

    public object Read()
    {
        var state = InstallState.Now(folder);
        return new
        {
            ProgramFacts.Running.Folder,
            ProgramFacts.Running.Number,
            Pull = pull.Now is { } now ? new { now.Number, now.Arrived, now.Size } : null,
            PullProblem = pull.Problem,
            Staged = Staged(),
            Trial = state.Trial?.Version,
            Last = state.Last is { } last ? new { last.Version, Result = last.Result.ToString(), last.Reason, last.At } : null,
        };
    }

    /// <summary>The version the hub is told, with what became of another one that is not the one that runs: a birth has no room for a metric of its own.</summary>
    public IEnumerable<MetricValue> Told()
    {
        var state = InstallState.Now(folder);
        var text = state.Trial is { } trial ? $"on trial {trial.Version}" : state.Last is { Result: not ReleaseResult.Installed } last ? $"{last.Word} {last.Version}: {last.Reason}" : null;
        return text is null ? [] : [new MetricValue(BoardMetrics.Version, $"{ProductVersion.Text} ({text})")];
    }

    private string? Staged()
    {
        try
        {
            return staging.Read()?.Manifest.Version;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
