using System.Runtime.CompilerServices;
using System.Text.Json;
using Edge.Agent.Admin;
using Edge.Agent.Custody;
using Edge.Agent.Devices;
using Edge.Agent.Devices.Supervision;
using Edge.Agent.Identity;
using Edge.Agent.Spool;
using Edge.Agent.Storage;
using Edge.Contracts.Wire;
using Edge.Hosting.Configuration;
using Edge.Hosting.Linux;
using Edge.Hosting.Sockets;

namespace Edge.Agent.Doctor;

/// <summary>Looks at everything a technician can put right before leaving.</summary>
internal sealed class Diagnosis(DataFolder data, string? configFile, Action<IServiceCollection> compose)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private AgentUplink? _uplink;

    public async IAsyncEnumerable<Finding> ExamineAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return Guarded("configuration", Configuration);
        yield return Guarded("data folder", Folder);
        yield return Guarded("file system", Place);
        yield return Guarded("free space", Space);
        yield return Guarded("swap", Swap.Look);
        yield return Clock();
        foreach (var device in await DevicesAsync(cancellationToken)) yield return device;
        AgentIdentity? identity = null;
        yield return Guarded("identity", () =>
        {
            identity = IdentityStore.Load(data);
            if (CertificateDates.Problem(identity.CertificateFile, TimeProvider.System.GetUtcNow()) is { } problem) return new Finding(Grade.Warn, "identity", $"{identity.Node} of group {identity.Group}; {problem}");
            return new Finding(Grade.Ok, "identity", $"{identity.Node} of group {identity.Group}; trust file version {identity.Trust.Current.Version}, signed by the pinned root");
        });
        if (identity is null) yield break;
        var hub = new HubExam(identity, TimeProvider.System);
        yield return _uplink is { Connected: true } ? hub.MqttOf(_uplink) : await hub.MqttAsync(cancellationToken);
        yield return await hub.HttpsAsync(cancellationToken);
    }

    private Finding Configuration()
    {
        new AgentHost(data, configFile, compose).Check();
        return new Finding(Grade.Ok, "configuration", configFile is null ? "good (defaults and environment)" : $"good ({configFile})");
    }

    private Finding Folder()
    {
        if (!Directory.Exists(data.Root)) return new Finding(Grade.Fail, "data folder", $"{data.Root} is missing; provisioning makes it, or create it for the agent's user");
        var (disk, probe) = (new LinuxDisk(), Path.Combine(data.Root, $".doctor-{Environment.ProcessId}"));
        using (var file = disk.CreateFile(probe, 4096))
        {
            file.Write(new byte[4096]);
            file.Sync();
        }
        disk.Delete(probe);
        disk.SyncFolder(data.Root);
        return new Finding(Grade.Ok, "data folder", $"{data.Root} can be written and synced");
    }

    private Finding Place() => SpoolPlace.Check(data, Options(), MountTable.Read()) is { } warning
        ? new Finding(Grade.Warn, "file system", warning)
        : new Finding(Grade.Ok, "file system", MountTable.Read().Look(data.Root).FileSystem);

    private Finding Space()
    {
        if (!Directory.Exists(data.Root)) return new Finding(Grade.Warn, "free space", "not known without the data folder");
        var (free, reserve) = (new LinuxDisk().Available(data.Root), Options().ReserveBytes);
        return free < reserve
            ? new Finding(Grade.Fail, "free space", $"{free} bytes, less than the reserve Spool:ReserveBytes={reserve}: no record can be accepted; make room")
            : new Finding(Grade.Ok, "free space", $"{free} bytes, reserve {reserve}");
    }

    private SpoolOptions Options() => SettingSources.Read(configFile).GetSection(SpoolOptions.Section).Get<SpoolOptions>() ?? new SpoolOptions();

    private static Finding Clock()
    {
        var now = new LinuxBoardClock(TimeProvider.System).Read();
        return now.State == ClockState.Synchronised
            ? new Finding(Grade.Ok, "clock", $"{now.WallTime:yyyy-MM-dd HH:mm:ss} UTC, synchronised")
            : new Finding(Grade.Warn, "clock", $"{now.WallTime:yyyy-MM-dd HH:mm:ss} UTC, not synchronised; records are accepted all the same and say so");
    }

    // A running agent has them open and knows best; without one they are tried.
    private async Task<IReadOnlyList<Finding>> DevicesAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(Patience);
            using var client = new AgentClient(data);
            using var answer = await client.SendAsync(HttpMethod.Get, "/v1/status", null, limit.Token);
            using var status = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(limit.Token), default, limit.Token);
            _uplink = AgentUplink.Read(status.RootElement);
            return DeviceRegistry.Findings(status.RootElement);
        }
        catch (CommandException)
        {
            return await TriedAsync(cancellationToken);
        }
        catch (Exception e) when (e is JsonException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return [new Finding(Grade.Warn, "devices", "the agent runs and did not tell how they are")];
        }
    }

    private async Task<IReadOnlyList<Finding>> TriedAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await new AgentHost(data, configFile, compose).ExamineDevicesAsync(cancellationToken);
        }
        catch (Exception e) when (e is ConfigurationException or Microsoft.Extensions.Options.OptionsValidationException)
        {
            return [new Finding(Grade.Warn, "devices", "not looked at: the configuration is wrong")];
        }
    }

    private static Finding Guarded(string subject, Func<Finding> look)
    {
        try
        {
            return look();
        }
        catch (Exception e) when (e is ConfigurationException or IOException or UnauthorizedAccessException or Microsoft.Extensions.Options.OptionsValidationException or InvalidOperationException)
        {
            return new Finding(Grade.Fail, subject, e.Message);
        }
    }
}
