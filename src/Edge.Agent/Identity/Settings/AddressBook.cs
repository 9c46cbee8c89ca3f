using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Edge.Contracts;
using Edge.Contracts.Settings;
using Edge.Hosting.Linux;

namespace Edge.Agent.Identity.Settings;

/// <summary>
/// Where the hub may be: what it has told, where it has shown itself before, and where the board was provisioned for, which is never
/// forgotten. However many wrong addresses are told one after another, the ones that answered stay.
/// </summary>
internal sealed partial class AddressBook
{
    /// <summary>Addresses that answered and are kept, beside the provisioned one.</summary>
    internal const int MostProven = 8;

    private const int LongestFile = 64 * 1024;

    private readonly HubAddress _provisioned;
    private readonly HubAddress _provisionedHttps;
    private readonly SettingsStore _settings;
    private readonly IdentityFiles _files;
    private readonly IDisk _disk;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private ImmutableList<ProvenAddress> _proven;
    private ImmutableDictionary<HubAddress, DateTimeOffset> _answered = ImmutableDictionary<HubAddress, DateTimeOffset>.Empty;

    private AddressBook(AgentIdentity identity, SettingsStore settings, IdentityFiles files, IDisk disk, TimeProvider time, ILogger logger)
    {
        (_settings, _files, _disk, _time, _logger) = (settings, files, disk, time, logger);
        (_provisioned, _provisionedHttps) = (new HubAddress(Host(identity.MqttHost), identity.MqttPort), new HubAddress(Host(identity.HttpsHost), identity.HttpsPort));
        _proven = Read();
        Last = new LastAddresses(files, disk, time, logger);
    }

    /// <summary>Where their names led.</summary>
    public LastAddresses Last { get; }

    public static AddressBook Load(AgentIdentity identity, SettingsStore settings, IdentityFiles files, IDisk disk, TimeProvider time, ILogger logger) => new(identity, settings, files, disk, time, logger);

    /// <summary>Where MQTT is tried: first what the hub has told, as it likes them, then what answered before, the newest first, then the provisioned one.</summary>
    public IReadOnlyList<KnownAddress> Mqtt
    {
        get
        {
            var proven = Volatile.Read(ref _proven);
            var told = Told(_settings.Current?.MqttAddresses).ToList();
            return [.. told.Concat(proven.Select(p => p.Address)).Append(_provisioned).Distinct()
                .Select(a => new KnownAddress(a, told.Contains(a), a == _provisioned || proven.Any(p => p.Address == a), AnsweredAt(a, proven)))];
        }
    }

    /// <summary>Where the certificate may be renewed, in the order in which it is tried.</summary>
    public IReadOnlyList<HubAddress> Https =>
        [.. Told(_settings.Current?.HttpsAddresses).Concat(Told(_settings.Before?.HttpsAddresses)).Append(_provisionedHttps).Distinct()];

    /// <summary>The hub is there: its answer on a connection has come, with its key's proof where the address was new.</summary>
    public void Answered(HubAddress address)
    {
        ImmutableInterlocked.Update(ref _answered, (all, a) => all.Count >= 4 * Limits.HubAddresses && !all.ContainsKey(a.address) ? all.Clear().Add(a.address, a.at) : all.SetItem(a.address, a.at), (address, at: _time.GetUtcNow()));
        if (address == _provisioned || _proven.Any(p => p.Address == address)) return;
        ImmutableList<ProvenAddress> next = [new ProvenAddress(address, _time.GetUtcNow()), .. _proven.Take(MostProven - 1)];
        // In force at once: an address that is not written down now is proved again after the next start.
        Volatile.Write(ref _proven, next);
        try
        {
            DurableFile.Replace(_disk, _files.HubAddresses, DigestedFile.Of(Encoding.ASCII.GetBytes(string.Join('\n', next.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.At.ToUnixTimeMilliseconds()} {p.Address}"))))));
        }
        catch (IOException e)
        {
            LogNotWritten(address, e);
        }
    }

    private DateTimeOffset? AnsweredAt(HubAddress address, ImmutableList<ProvenAddress> proven) =>
        _answered.TryGetValue(address, out var at) ? at : proven.FirstOrDefault(p => p.Address == address)?.At;

    private static IEnumerable<HubAddress> Told(IEnumerable<string>? addresses)
    {
        foreach (var text in addresses ?? [])
        {
            if (HubAddress.TryParse(text, out var address)) yield return address with { Host = Host(address.Host) };
        }
    }

    private static string Host(string host) => host.ToLowerInvariant();

    // What cannot be read is proved again; the provisioned address and those that were told are tried meanwhile.
    private ImmutableList<ProvenAddress> Read()
    {
        if (!File.Exists(_files.HubAddresses)) return [];
        try
        {
            if (new FileInfo(_files.HubAddresses).Length > LongestFile) throw new MalformedException($"it has more than {LongestFile} bytes");
            var lines = Encoding.ASCII.GetString(DigestedFile.Read(File.ReadAllBytes(_files.HubAddresses))).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            return [.. lines.Select(Parse).Take(MostProven)];
        }
        catch (Exception e) when (e is MalformedException or IOException or UnauthorizedAccessException)
        {
            LogUnread(_files.HubAddresses, e.Message);
            return [];
        }
    }

    private static ProvenAddress Parse(string line) =>
        line.Split(' ') is [var at, var text] && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var ms) && ms <= UnixTime.LastMs && HubAddress.TryParse(text, out var address)
            ? new ProvenAddress(address, DateTimeOffset.FromUnixTimeMilliseconds(ms))
            : throw new MalformedException("a line of it is not a time and an address");

    [LoggerMessage(LogLevel.Warning, "{Path} cannot be used ({Reason}); the hub's addresses are tried and written down again")]
    private partial void LogUnread(string path, string reason);

    [LoggerMessage(LogLevel.Warning, "The hub answered at {Address}, which could not be written down; it is tried again after the next start")]
    private partial void LogNotWritten(HubAddress address, Exception exception);

    private sealed record ProvenAddress(HubAddress Address, DateTimeOffset At);
}

/// <summary>An address at which the hub may be.</summary>
/// <param name="Told">The settings in force name it.</param>
/// <param name="Proven">The hub has shown itself there, or the board was provisioned for it.</param>
/// <param name="AnsweredAt">When it last did, as far as this run knows; else when it first did.</param>
internal sealed record KnownAddress(HubAddress Address, bool Told, bool Proven, DateTimeOffset? AnsweredAt);
