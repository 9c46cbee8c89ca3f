using Edge.Agent.Telemetry;
using Edge.Agent.Update.Install;
using Edge.Hosting.Sockets;

namespace Edge.Agent.Update;

/// <summary>Which program runs, what waits to be installed, and how the last release ended.</summary>
internal sealed class UpdateStatus(InstallFolder folder, Staging staging) : IStatusSection
{
    // A birth has room for so much of it.
    private const int Longest = 100;

    public string Name => "update";

    public object Read()
    {
        var state = InstallState.Read(folder.State);
        return new
        {
            ProgramFacts.Running.Folder,
            ProgramFacts.Running.Number,
            Staged = staging.Read()?.Manifest.Version,
            Trial = state.Trial?.Version,
            Last = state.Last is { } last ? new { last.Version, Result = last.Result.ToString(), last.Reason, last.At } : null,
        };
    }

    /// <summary>The same in a line for the hub; null where there is nothing to tell.</summary>
    public MetricValue Metric()
    {
        var state = InstallState.Read(folder.State);
        var text = state.Trial is { } trial ? $"on trial {trial.Version}"
            : staging.Read() is { } staged && staged.Manifest.Number > ProgramFacts.Running.Number && state.Last?.Digest != ReleaseSource.DigestOf(staged) ? $"staged {staged.Manifest.Version}"
            : state.Last is { } last ? $"{Word(last.Result)} {last.Version}: {last.Reason}" : null;
        return new MetricValue(BoardMetrics.Update, text is { Length: > Longest } ? text[..Longest] : text);
    }

    private static string Word(ReleaseResult result) => result switch
    {
        ReleaseResult.Installed => "installed",
        ReleaseResult.TakenBack => "taken back",
        ReleaseResult.Refused => "refused",
        _ => "interrupted",
    };
}
