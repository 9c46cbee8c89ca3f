using System.Globalization;
using System.Text;
using Edge.Agent.Devices;
using Edge.Agent.Devices.Kernel;
using Edge.Agent.Update.Trial;

namespace Edge.Agent.Update.Install;

/// <summary>edge-agent.service, by systemctl.</summary>
internal sealed class SystemdAgentUnit(TimeProvider time) : IAgentUnit
{
    private const string Unit = "edge-agent.service";
    private const int MostBytes = 4096;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        try
        {
            // One that had given up for another reason would count as this one's.
            await RunAsync(["reset-failed", Unit], cancellationToken);
        }
        catch (UnitException)
        {
            // systemd has forgotten a unit that is not running, and with it that it failed.
        }
        await RunAsync(["--no-block", "restart", Unit], cancellationToken);
    }

    public async Task<UnitSight> LookAsync(CancellationToken cancellationToken) => Parse(await RunAsync(["show", Unit, "--property=MainPID,InvocationID,NRestarts,ActiveState"], cancellationToken));

    /// <summary>Reads NAME=VALUE lines as <c>systemctl show</c> writes them.</summary>
    internal static UnitSight Parse(string lines)
    {
        var values = lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('=', 2)).Where(p => p.Length == 2).ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);
        return new UnitSight(Number(values, "MainPID") > 0 ? values.GetValueOrDefault("InvocationID", "") : "", values.GetValueOrDefault("ActiveState") == "failed", Number(values, "NRestarts"));
    }

    private static int Number(Dictionary<string, string> values, string name) =>
        int.TryParse(values.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new UnitException($"systemctl did not tell {name} of {Unit}");

    private async Task<string> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        try
        {
            return Encoding.UTF8.GetString(await Tool.RunAsync("systemctl", arguments, MostBytes, Longest, time, cancellationToken));
        }
        catch (DeviceException e)
        {
            throw new UnitException(e.Message, e);
        }
    }
}
