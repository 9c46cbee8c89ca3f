using Edge.Contracts;
using Edge.Contracts.Settings;
using Edge.Contracts.Shown;
using Edge.Contracts.Wire;
using Edge.Hosting.Linux;

namespace Edge.Agent.Identity.Settings;

/// <summary>
/// What the hub has told this board to go by. The one before is kept beside it: where the newest cannot be read, the board goes on with
/// that one, says so, and is offered the newest again.
/// </summary>
internal sealed partial class SettingsStore
{
    private const string Meanwhile = "what the hub told before is in force until it tells the newest again";

    private readonly AgentIdentity _identity;
    private readonly IdentityFiles _files;
    private readonly IDisk _disk;
    private readonly IReadOnlyList<SettingsRule> _rules;
    private readonly ILogger _logger;
    private volatile KnownSettings _now = KnownSettings.None;

    private SettingsStore(AgentIdentity identity, IdentityFiles files, IDisk disk, IEnumerable<SettingsRule> rules, ILogger logger) =>
        (_identity, _files, _disk, _rules, _logger) = (identity, files, disk, [.. rules], logger);

    /// <summary>Null before the hub has told any.</summary>
    public SettingsFile? Current => _now.Current;

    /// <summary>What was in force before; null where there was nothing.</summary>
    public SettingsFile? Before => _now.Before;

    /// <summary>The version this board has; 0 where it has none.</summary>
    public ulong Version => _now.Current?.Version ?? 0;

    /// <summary>Why the settings in force are not the newest this board had; null where they are.</summary>
    public string? Problem => _now.Problem;

    /// <summary>The last settings this board refused, and why; null where it took later ones since.</summary>
    public RefusedSettings? Refused => _now.Refused;

    public static SettingsStore Load(AgentIdentity identity, IdentityFiles files, IDisk disk, IEnumerable<SettingsRule> rules, ILogger logger)
    {
        var store = new SettingsStore(identity, files, disk, rules, logger);
        var (current, before) = (store.Read(files.Settings), store.Read(files.SettingsBefore));
        // The one before is only ever written where there was a newest.
        var problem = current.Problem ?? (!File.Exists(files.Settings) && File.Exists(files.SettingsBefore) ? $"{files.Settings} is not there any more; {Meanwhile}" : null);
        store._now = new KnownSettings(current.File ?? before.File, before.File, problem, null);
        if (problem is not null) store.LogUnread(problem);
        return store;
    }

    /// <summary>Puts newer settings in force; durable before anything goes by them.</summary>
    /// <exception cref="MalformedException">They are not the hub's, not for this board, not newer, or not usable here; nothing is changed.</exception>
    /// <exception cref="IOException">They were not written down; the present ones stay in force.</exception>
    public void Take(ulong version, ReadOnlyMemory<byte> bytes)
    {
        SettingsFile next;
        try
        {
            next = Checked(version, bytes);
        }
        catch (MalformedException e)
        {
            _now = _now with { Refused = new RefusedSettings(version, RefusalText.Of(Reason.Of(e))) };
            throw;
        }
        // The present ones first: a cut between the two leaves them twice, never neither.
        if (_now.Current is not null && _now.Problem is null && File.Exists(_files.Settings)) DurableFile.Replace(_disk, _files.SettingsBefore, File.ReadAllBytes(_files.Settings));
        DurableFile.Replace(_disk, _files.Settings, DigestedFile.Of(bytes.Span));
        _now = new KnownSettings(next, _now.Current, null, null);
    }

    private SettingsFile Checked(ulong version, ReadOnlyMemory<byte> bytes)
    {
        var next = SignedBoardSettings.Verify(Decoder.Parse(SignedSettings.Parser, bytes.Span, "settings"), _identity.Group, _identity.Trust.Current);
        if (next.Version != version) throw new MalformedException($"the settings say version {next.Version} and were offered as {version}");
        if (next.Version <= Version) throw new MalformedException($"settings version {next.Version} is not newer than version {Version}, which is in force; a board never goes back");
        return _rules.SelectMany(r => r.Problems(next)).FirstOrDefault() is { } problem ? throw new MalformedException(problem) : next;
    }

    // It was believed when it was taken, by a key that may be retired since; of one that was revoked nothing is believed.
    private (SettingsFile? File, string? Problem) Read(string path)
    {
        if (!File.Exists(path)) return (null, null);
        try
        {
            var file = SignedBoardSettings.Read(Decoder.Parse(SignedSettings.Parser, DigestedFile.Read(File.ReadAllBytes(path)), "settings"));
            if (_identity.Trust.Current.RevokedReceiptKeys.Contains(file.KeyId)) throw new MalformedException($"the receipt key {file.KeyId}, which signed it, is revoked");
            if (file.Group.Length > 0 && file.Group != _identity.Group) throw new MalformedException($"it is for the group '{file.Group}'");
            return (file, null);
        }
        catch (Exception e) when (e is MalformedException or IOException or UnauthorizedAccessException)
        {
            return (null, $"{path} cannot be used ({Reason.Of(e)}); {Meanwhile}");
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Problem}")]
    private partial void LogUnread(string problem);

    private sealed record KnownSettings(SettingsFile? Current, SettingsFile? Before, string? Problem, RefusedSettings? Refused)
    {
        public static KnownSettings None { get; } = new(null, null, null, null);
    }
}

/// <summary>Settings this board did not take.</summary>
/// <param name="Version">As they were offered.</param>
/// <param name="Why">In words that may be shown anywhere.</param>
internal sealed record RefusedSettings(ulong Version, string Why);
