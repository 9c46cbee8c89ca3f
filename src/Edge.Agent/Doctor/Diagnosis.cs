using System.Runtime.CompilerServices;
using System.Text.Json;
using Edge.Agent.Admin;
using Edge.Agent.Custody;
using Edge.Agent.Devices;
using Edge.Agent.Doctor.Machine;
using Edge.Agent.Doctor.Parts;
using Edge.Agent.Doctor.Running;
using Edge.Agent.Doctor.Ways;
using Edge.Agent.Identity;
using Edge.Agent.Identity.Settings;
using Edge.Agent.Kiosk.Voice;
using Edge.Agent.Spool;
using Edge.Agent.Storage;
using Edge.Agent.Telemetry;
using Edge.Agent.Update.Install;
using Edge.Hosting.Configuration;
using Edge.Hosting.Linux;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Doctor;

/// <summary>Looks at everything a technician can put right before leaving. Starts nothing and listens nowhere; what a running agent has open is asked of it.</summary>
internal sealed class Diagnosis(DataFolder data, string? configFile, Action<IServiceCollection> compose, DoctorWishes wishes)
{
    private readonly AgentHost _host = new(data, configFile, compose);
    private readonly TimeProvider _time = TimeProvider.System;
    private readonly BoardSensors _sensors = new(new SysFiles(), new PowerSupply(), new DeviceReadings(TimeProvider.System));

    /// <summary>What the running agent answered; null until <see cref="ExamineAsync"/> has asked it.</summary>
    public AgentAnswer? Agent { get; private set; }

    public async IAsyncEnumerable<Finding> ExamineAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return Guarded(Subject.Configuration, Configuration);
        var agent = Agent = await new AgentQuestion(data, wishes.Patience, _time, wishes.Waiting).AskAsync(cancellationToken);
        yield return AgentExam.Judge(agent, data, wishes.Patience);
        if (agent.Status is { } answered) yield return RecordsExam.Judge(answered);
        yield return Guarded(Subject.Update, () => UpdateExam.Look(InstallFolder.Installed));
        foreach (var finding in Board(agent.Status)) yield return finding;
        foreach (var device in await DevicesAsync(agent, cancellationToken)) yield return device;
        if (wishes.PrintTicket) yield return await TicketAsync(agent, cancellationToken);
        yield return Guarded(Subject.Voice, Voice);
        yield return LinkExam.Look(_sensors, DefaultRoutes.Interfaces(new SysFiles()), (int?)NumberOf(agent, "devices", "modem", "reading", "dbm"));
        var who = new IdentityExam(data, _time);
        foreach (var finding in who.Look()) yield return finding;
        if (who.Identity is not { } identity) yield break;
        var addresses = Addresses(identity);
        foreach (var name in await new DnsExam(addresses, _time).LookAsync(cancellationToken)) yield return name;
        if (ProxyExam.Look(Environment.GetEnvironmentVariable) is { } proxy) yield return proxy;
        var hub = new HubExam(identity, addresses, DefaultRoutes.Interfaces(new SysFiles()), _time);
        yield return await MqttAsync(agent, hub, cancellationToken);
        yield return await hub.HttpsAsync(cancellationToken);
    }

    private IEnumerable<Finding> Board(JsonElement? status)
    {
        var (folder, board) = (new FolderExam(data, Options()), new BoardExam(_sensors, new LinuxBoardClock(_time)));
        yield return Guarded(Subject.Folder, folder.Folder);
        yield return Guarded(Subject.FileSystem, folder.FileSystem);
        yield return Guarded(Subject.Space, folder.Space);
        yield return board.Wear();
        yield return Guarded(Subject.Swap, SwapExam.Look);
        yield return board.Clock(status is { } said ? RecordsExam.NumberOrNull(said, "uplink", "clockOffsetMs") : null);
        yield return board.Power(status is { } told ? (int?)RecordsExam.NumberOrNull(told, "devices", "power", "reading", "chargePercent") : null);
        yield return board.Heat();
    }

    private AddressBook Addresses(AgentIdentity identity)
    {
        var (files, disk) = (new IdentityFiles(data), new LinuxDisk());
        return AddressBook.Load(identity, SettingsStore.Load(identity, files, disk, [], NullLogger.Instance), files, disk, TimeProvider.System, NullLogger.Instance);
    }

    private Finding Configuration()
    {
        _host.CheckSettings();
        return configFile is null ? Subject.Configuration.Ok("đúng (mặc định và biến môi trường)", "good (defaults and environment)") : Subject.Configuration.Ok($"đúng ({configFile})", $"good ({configFile})");
    }

    private SpoolOptions Options()
    {
        try
        {
            return SettingSources.Read(configFile).GetSection(SpoolOptions.Section).Get<SpoolOptions>() ?? new SpoolOptions();
        }
        catch (Exception e) when (e is ConfigurationException or InvalidOperationException)
        {
            // Told of the configuration already.
            return new SpoolOptions();
        }
    }

    // A running agent has them open and knows best; where none runs they are tried, and where that is not known they are left alone.
    private async Task<IReadOnlyList<Finding>> DevicesAsync(AgentAnswer agent, CancellationToken cancellationToken)
    {
        if (agent.Status is { } status) return DeviceFindings.Of(DeviceRegistry.Looks(status));
        if (agent.State == AgentState.NoPermission) return [DeviceFindings.NotLookedAt("không được phép hỏi phần mềm, mà nó có thể đang giữ thiết bị", "there is no permission to ask the agent, which may have them open")];
        if (agent.State != AgentState.NotRunning) return [DeviceFindings.NotLookedAt("phần mềm đang giữ thiết bị mà không trả lời", "the agent has them open and did not tell how they are")];
        try
        {
            return DeviceFindings.Of(await _host.WithAsync(p => p.GetRequiredService<DeviceExam>().ExamineAsync(cancellationToken)));
        }
        catch (Exception e) when (IsConfiguration(e))
        {
            return [DeviceFindings.NotLookedAt("cấu hình sai", "the configuration is wrong")];
        }
    }

    // A board has one connection: ours would end that of an agent which has one and could not say so.
    private static async Task<Finding> MqttAsync(AgentAnswer agent, HubExam hub, CancellationToken cancellationToken) => agent switch
    {
        { Status: { } status } when AgentUplink.Read(status) is { Connected: true } uplink => hub.MqttOf(uplink),
        { State: AgentState.Answers or AgentState.NotRunning } => await hub.MqttAsync(cancellationToken),
        _ => Subject.Mqtt.Attention("chưa thử: phần mềm không trả lời, mà có thể đang kết nối; thử lúc này sẽ cắt kết nối ấy", "not tried: the agent does not answer and may be connected, and trying would end its connection"),
    };

    private async Task<Finding> TicketAsync(AgentAnswer agent, CancellationToken cancellationToken)
    {
        try
        {
            return await new TicketExam(data, _host, _time).PrintAsync(agent.State, cancellationToken);
        }
        catch (Exception e) when (IsConfiguration(e))
        {
            return Subject.Ticket.Attention("chưa in: cấu hình sai", "not printed: the configuration is wrong");
        }
    }

    private Finding Voice()
    {
        try
        {
            return _host.With(p => ActivatorUtilities.CreateInstance<VoiceExam>(p, ActivatorUtilities.CreateInstance<PackCheck>(p)).Look());
        }
        catch (Exception e) when (IsConfiguration(e))
        {
            return Subject.Voice.Attention("chưa xem: cấu hình sai", "not looked at: the configuration is wrong");
        }
    }

    private static long? NumberOf(AgentAnswer agent, params string[] path) => agent.Status is { } status ? RecordsExam.NumberOrNull(status, path) : null;

    private static bool IsConfiguration(Exception e) => e is ConfigurationException or OptionsValidationException;

    private static Finding Guarded(Subject subject, Func<Finding> look)
    {
        try
        {
            return look();
        }
        catch (Exception e) when (IsConfiguration(e))
        {
            return subject.Fault("sai", "wrong", new("sửa điều được nêu tên, rồi chạy lại: edge-agent check", "put right what is named, then run: edge-agent check"), e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return Reach.IsPermission(e)
                ? subject.Attention($"không rõ: tài khoản {Environment.UserName} không được phép xem", $"not known: user {Environment.UserName} has no permission to look", detail: e.Message)
                : subject.Fault("không xem được", "it cannot be looked at", detail: e.Message);
        }
    }
}
