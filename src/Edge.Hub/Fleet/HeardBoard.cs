using Edge.Contracts;
using Edge.Contracts.Sparkplug;
using Google.Protobuf;

namespace Edge.Hub.Fleet;

/// <summary>What one board told, and the numbers by which a gap shows.</summary>
internal sealed class HeardBoard
{
    private readonly SortedDictionary<string, ToldValue> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<ulong, string> _aliases = [];
    private ulong _expected;
    private int _birthDeath = -1;
    private DateTimeOffset? _diedAt;
    private bool _unwritten;
    private Presence? _writtenPresence;
    private DateTimeOffset _writtenAt = DateTimeOffset.MinValue;

    public Presence Presence { get; private set; }

    public DateTimeOffset? Since { get; private set; }

    /// <summary>When it was last asked for a birth.</summary>
    public DateTimeOffset? AskedAt { get; set; }

    public static HeardBoard From(BoardHealth row)
    {
        var board = new HeardBoard { _birthDeath = row.BirthDeath, _diedAt = row.DiedAt, Since = row.DiedAt, Presence = row.DiedAt is null ? Presence.Unheard : Presence.Offline };
        foreach (var metric in SparkplugPayload.Parser.ParseFrom(row.Values).Metrics)
        {
            var type = (SparkplugType)metric.Datatype;
            var at = DateTimeOffset.FromUnixTimeMilliseconds((long)metric.Timestamp);
            board._values[metric.Name] = new ToldValue(type, metric.Get(type), at);
            if (!(board.HeardAt > at)) board.HeardAt = at;
        }
        return board;
    }

    public void WriteTo(BoardHealth row)
    {
        var values = new SparkplugPayload();
        foreach (var (name, told) in _values)
        {
            var metric = new SparkplugMetric { Name = name, Datatype = (uint)told.Type, Timestamp = (ulong)told.At.ToUnixTimeMilliseconds() };
            metric.Set(told.Type, told.Value);
            values.Metrics.Add(metric);
        }
        (row.BirthDeath, row.DiedAt, row.Values) = (_birthDeath, _diedAt, values.ToByteArray());
    }

    /// <summary>When it last told something itself; its death is the broker's word.</summary>
    public DateTimeOffset? HeardAt { get; private set; }

    /// <summary>A value as it was last told; null where it is not known.</summary>
    public ToldValue? this[string name] => _values.GetValueOrDefault(name) is { Value: not null } told ? told : null;

    public HealthView View() => new(Presence, Since, new SortedDictionary<string, ToldValue>(_values, StringComparer.Ordinal));

    /// <summary>True where something is to be written down: that it came or went at once, the rest once in <paramref name="pause"/>.</summary>
    public bool IsDue(DateTimeOffset now, TimeSpan pause) => _unwritten && (Presence != _writtenPresence || now - _writtenAt >= pause || now < _writtenAt);

    public void Written(DateTimeOffset now) => (_unwritten, _writtenPresence, _writtenAt) = (false, Presence, now);

    public void NotWritten() => (_unwritten, _writtenPresence) = (true, null);

    /// <summary>The hub listens anew: what was said meanwhile is not known, nor what aliases mean.</summary>
    public void Unhear()
    {
        _aliases.Clear();
        if (Presence == Presence.Online) (Presence, Since) = (Presence.Unheard, null);
    }

    /// <exception cref="MalformedException">It is no birth; nothing of it counts.</exception>
    public void Born(SparkplugPayload birth, DateTimeOffset now)
    {
        var number = SparkplugRules.BirthDeath(birth);
        var told = birth.Metrics.Where(m => m.Name is not (SparkplugNames.BirthDeath or SparkplugNames.Rebirth)).Select(m => (m, Of(m, (SparkplugType)m.Datatype, now))).ToList();
        _values.Clear();
        _aliases.Clear();
        foreach (var (metric, value) in told)
        {
            _values[metric.Name] = value;
            if (metric.HasAlias) _aliases[metric.Alias] = metric.Name;
        }
        if (Presence != Presence.Online || number != _birthDeath) Since = now;
        HeardAt = now;
        (Presence, _birthDeath, _diedAt, _expected, _unwritten) = (Presence.Online, number, null, Next(birth.Seq), true);
    }

    /// <returns>False where something is missing that only a birth can tell.</returns>
    /// <exception cref="MalformedException">It is no data; nothing of it counts.</exception>
    public bool Told(SparkplugPayload data, DateTimeOffset now)
    {
        if (_aliases.Count == 0) return false;
        var whole = data.Seq == _expected;
        var told = new List<(string Name, ToldValue Value)>();
        foreach (var metric in data.Metrics)
        {
            if (_aliases.GetValueOrDefault(metric.Alias) is { } name) told.Add((name, Of(metric, _values[name].Type, now)));
            else whole = false;
        }
        foreach (var (name, value) in told) _values[name] = value;
        (HeardAt, _expected, _unwritten) = (now, Next(data.Seq), true);
        return whole;
    }

    /// <exception cref="MalformedException">It is no death.</exception>
    public void Died(SparkplugPayload death, DateTimeOffset now)
    {
        // The will of a connection before this one.
        if (SparkplugRules.BirthDeath(death) != _birthDeath || Presence == Presence.Offline) return;
        (Presence, Since, _diedAt, _unwritten) = (Presence.Offline, now, now, true);
        _aliases.Clear();
    }

    private static ToldValue Of(SparkplugMetric metric, SparkplugType type, DateTimeOffset now) =>
        Enum.IsDefined(type) ? new ToldValue(type, metric.Get(type), now) : throw new MalformedException($"a metric has type {(uint)type}, which is none of health's");

    private static ulong Next(ulong seq) => (seq + 1) % 256;
}
