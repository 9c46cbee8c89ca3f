using Edge.Agent.Identity.Settings;
using Edge.Agent.Storage;
using Edge.Agent.Uplink.Objects;
using Edge.Agent.Update.Install;
using Edge.Contracts;
using Edge.Contracts.Releases;
using Edge.Contracts.Shown;
using Edge.Contracts.Trust;
using Edge.Contracts.Wire;
using Edge.Hosting.Linux;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Update.Pull;

/// <summary>A release over the uplink: gathered behind everything else, checked by its beginning as soon as that is here, and staged when it is whole, as one from a stick is.</summary>
internal sealed class ReleasePull
{
    // An offer says how far it is: so often, and no more, that it costs nothing.
    private const int ToldSteps = 20;

    private readonly DataFolder _data;
    private readonly Staging _staging;
    private readonly InstallFolder _releases;
    private readonly IDisk _disk;
    private readonly IFreeSpace _space;
    private readonly UpdateOptions _options;
    private readonly Func<TrustAnchors> _trust;
    private readonly Lock _gate = new();
    private PulledNote? _note;
    private ObjectOnOffer? _wanted;
    private string? _problem;
    private bool _checked;
    private ReleaseParts? _parts;
    private ulong _left;
    private volatile PullTold _told = PullTold.Nothing;

    public ReleasePull(DataFolder data, Staging staging, InstallFolder releases, IDisk disk, IFreeSpace space, IOptions<UpdateOptions> options, Func<TrustAnchors> trust)
    {
        (_data, _staging, _releases, _disk, _space, _options, _trust) = (data, staging, releases, disk, space, options.Value, trust);
        _note = PulledNote.Read(NotePath);
        _left = (ulong)ReleaseParts.BytesIn(Parts);
        Refresh();
    }

    /// <summary>This board's share in what is pulled.</summary>
    public ObjectHandler Handler => new(Names.ReleaseObject(ProgramFacts.Architecture), Limits.ReleaseBytes, () => ProgramFacts.Running.Number, Begin)
    {
        Last = true, Wants = Wants, Withdrawn = Withdrawn, Arrived = () => _told.Arrived, Refused = () => _told.Refused,
    };

    /// <summary>The number of the release that is being pulled, with what of it is here; null where none is.</summary>
    public (ulong Number, ulong Arrived, ulong Size)? Now
    {
        get
        {
            lock (_gate) return _wanted is { } wanted ? (wanted.Version, Arrived, wanted.Size) : null;
        }
    }

    /// <summary>Why what is on offer is not pulled, or was refused; null where nothing is against it.</summary>
    public string? Problem => _told.Refused?.Why;

    private string Parts => Path.Combine(_data.Update, "parts");

    private string NotePath => Path.Combine(_data.Update, "pulled.json");

    private ulong Trust => _trust().Version;

    /// <summary>Looks at what root has said since.</summary>
    public void Refresh()
    {
        lock (_gate)
        {
            var against = _note?.Against(ProgramFacts.Running.Number, Trust, InstallState.Read(_releases.State));
            var here = _wanted is null && _note is { Refusal: null } && against is null && File.Exists(_staging.Staged) ? (ulong)_note.Size : Step();
            var problem = Directory.Exists(_releases.Root) ? _problem : $"this board has no {_releases.Root}: it is updated by its package alone";
            _told = new PullTold(here, against is not null ? new RefusedSettings(_note!.Number, RefusalText.Of(against)) : problem is not null ? new RefusedSettings(0, RefusalText.Of(problem)) : null);
        }
    }

    private bool Wants(ObjectOnOffer offered)
    {
        lock (_gate)
        {
            if (!Directory.Exists(_releases.Root)) return false;
            if (_note?.Digest != HexOf(offered)) return true;
            return _note.Against(ProgramFacts.Running.Number, Trust, InstallState.Read(_releases.State)) is null && (_note.Refusal is not null || !File.Exists(_staging.Staged));
        }
    }

    private ReleaseParts Begin(ObjectOnOffer offered)
    {
        try
        {
            var parts = new ReleaseParts(_disk, Parts, HexOf(offered), (long)offered.Size, Kept, Whole);
            Set(offered, parts);
            _checked = false;
            RequireRoom(parts, 2 * (long)offered.Size - parts.Arrived.Covered);
            Say(null);
            return parts;
        }
        catch (IOException e)
        {
            Set(null, null);
            Say(e.Message);
            throw;
        }
    }

    // The release twice: in its parts, and put together.
    private void RequireRoom(ReleaseParts parts, long bytes)
    {
        try
        {
            _staging.RequireRoom(bytes);
        }
        catch (NoRoomException)
        {
            // What is here can come again; records cannot.
            if (_space.Available(_data.Root) < _options.KeepFreeBytes / 2) parts.Clear();
            throw;
        }
    }

    private void Kept(ReleaseParts parts)
    {
        ObjectOnOffer wanted;
        lock (_gate) wanted = _wanted!;
        if (!_checked && parts.Beginning() is { } beginning)
        {
            try
            {
                _staging.CheckHead(CheckOffered(ReleaseHead.Read(beginning), wanted), _trust());
                _checked = true;
            }
            catch (MalformedException e)
            {
                Refuse(parts, wanted, e);
                throw;
            }
        }
        RequireRoom(parts, 0);
        Refresh();
    }

    private void Whole(ReleaseParts parts)
    {
        ObjectOnOffer wanted;
        lock (_gate) wanted = _wanted!;
        try
        {
            var head = _staging.TakeParts((long)wanted.Size, parts.CopyTo, h => CheckOffered(h, wanted), _trust());
            Note(new PulledNote(HexOf(wanted), wanted.Version, (long)wanted.Size, ReleaseSource.DigestOf(head)));
        }
        catch (MalformedException e)
        {
            Refuse(parts, wanted, e);
            throw;
        }
        parts.Clear();
        Set(null, null);
        Say(null);
    }

    private void Withdrawn()
    {
        ReleaseParts.Delete(_disk, Parts);
        Set(null, null);
        Say(null);
    }

    private void Refuse(ReleaseParts parts, ObjectOnOffer offered, MalformedException why)
    {
        Note(new PulledNote(HexOf(offered), offered.Version, (long)offered.Size, "") { Refusal = why.Message, Running = ProgramFacts.Running.Number, Trust = Trust });
        parts.Clear();
        Set(null, null);
        Say(null);
    }

    private static ReleaseHead CheckOffered(ReleaseHead head, ObjectOnOffer offered) =>
        head.Manifest.Number == offered.Version && (ulong)head.FileLength == offered.Size ? head
            : throw new MalformedException($"the release has number {head.Manifest.Number} and {head.FileLength} bytes, and was offered as number {offered.Version} of {offered.Size} bytes");

    private void Note(PulledNote note)
    {
        note.Write(_disk, NotePath);
        lock (_gate) _note = note;
    }

    private void Set(ObjectOnOffer? wanted, ReleaseParts? parts)
    {
        var left = parts is null ? (ulong)ReleaseParts.BytesIn(Parts) : 0;
        lock (_gate) (_wanted, _parts, _left) = (wanted, parts, left);
    }

    private void Say(string? problem)
    {
        lock (_gate) _problem = problem;
        Refresh();
    }

    private ulong Arrived => _parts?.Here ?? _left;

    private ulong Step() => _wanted is { Size: > ToldSteps } wanted && Arrived is > 0 and var here ? Math.Max(1, here / (wanted.Size / ToldSteps) * (wanted.Size / ToldSteps)) : Arrived;

    private static string HexOf(ObjectOnOffer offered) => Convert.ToHexStringLower(offered.Digest.Span);

    private sealed record PullTold(ulong Arrived, RefusedSettings? Refused)
    {
        public static PullTold Nothing { get; } = new(0, null);
    }
}
