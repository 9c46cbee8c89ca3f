using System.Collections.Concurrent;
using System.Text;
using Edge.Agent.Custody;
using Edge.Agent.Identity;
using Edge.Agent.Spool;
using Edge.Agent.Spool.Files;
using Edge.Agent.Storage;
using Edge.Agent.Tests.Support;
using Edge.Contracts.Records;
using Edge.Contracts.Signing;
using Edge.Contracts.Wire;
using Edge.Hosting.Linux;
using Edge.Testing.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edge.Agent.Tests.Crash;

/// <summary>An agent's store on a recording disk, and what is known of its records.</summary>
internal sealed class Board : IDisposable
{
    private static readonly ConcurrentDictionary<SigningKey, AgentIdentity> Identities = new();

    private readonly Dictionary<Guid, RecordStory> _stories;
    private ScratchFolder _folder = new();
    private RecordSpool? _spool;
    private StateDatabase? _state;
    private Custodian? _custodian;

    public Board(DiskImage? start = null, IEnumerable<RecordStory>? stories = null)
    {
        var image = start ?? DiskImage.Empty;
        Log = new DiskLog(image);
        Disk = new RecordingDisk(Log);
        _stories = (stories ?? []).ToDictionary(s => s.Id, s => s.Past());
        image.WriteTo(_folder.Data);
        Disk.Look(_folder.Data.Root);
    }

    public DiskLog Log { get; }

    public RecordingDisk Disk { get; }

    public SpoolOptions Options { get; init; } = new() { Store = SpoolOptions.Files, AllowVolatile = true, ReserveBytes = 0, BallastBytes = 0 };

    public SigningKey Key { get; set; } = TestKeys.Shared.Node;

    public IEnumerable<RecordStory> Stories => _stories.Values;

    /// <summary>The step at which the process was last killed.</summary>
    public int KilledAt { get; private set; }

    /// <summary>True while a start looks at the disk.</summary>
    public bool Starting { get; private set; }

    public void Start() => Mortal(() =>
    {
        Starting = true;
        (_spool, _state, _custodian) = Open(_folder.Data, Options, Disk, Disk, Key);
        Starting = false;
    });

    /// <summary>An orderly end.</summary>
    public void Stop()
    {
        _spool?.Dispose();
        _state?.Dispose();
        _spool = null;
    }

    /// <summary>Ends the process at once; what the kernel holds stays.</summary>
    public void Kill()
    {
        KilledAt = Log.Count;
        var shown = new DiskModel(Log, Log.Count).Now();
        // A killed process does not close its database: what SQLite does when it is closed is no part of this life.
        Disk.Look(null);
        Drop();
        _folder = new ScratchFolder();
        shown.WriteTo(_folder.Data);
        Disk.Look(_folder.Data.Root);
    }

    /// <summary>Submits a record, or submits it again.</summary>
    public void Accept(Guid id, int priority = 5)
    {
        _stories.TryAdd(id, new RecordStory(id));
        Mortal(() =>
        {
            try
            {
                var answer = _custodian!.Accept(New(id, priority));
                if (_stories[id].Accepted is null) _stories[id] = _stories[id] with { Accepted = Log.Count, Answer = answer, Manifest = ManifestOf(id) };
            }
            catch (SpoolFullException)
            {
                // Not accepted: nothing was promised.
            }
        });
    }

    public void Release(Guid id)
    {
        var story = _stories[id];
        if (story.Released is not null || story.Accepted is null || _spool is null) return;
        if (Entry(id) is not { } entry)
        {
            // A start has finished what an earlier try began.
            if (story.ReleaseBegun is null) throw new InvalidOperationException($"record {id} is not queued");
            return;
        }
        _stories[id] = story with { ReleaseBegun = story.ReleaseBegun ?? Log.Count };
        Mortal(() =>
        {
            try
            {
                _spool.Release(entry, TestRecords.ReceiptFor(story.Manifest!));
            }
            catch (SpoolFullException)
            {
                return; // said again later
            }
            _stories[id] = _stories[id] with { Released = Log.Count };
        });
    }

    /// <summary>A copy of a kept record is away from the hub's machine.</summary>
    public void LetGo(Guid id)
    {
        var story = _stories[id];
        if (story is { Released: null } or { Safe: not null } || _spool is null) return;
        _stories[id] = story with { SafeBegun = story.SafeBegun ?? Log.Count };
        Mortal(() =>
        {
            try
            {
                _spool.Kept.LetGo([SafeReceiptFor(story)]);
            }
            catch (SpoolFullException)
            {
                return; // said again later
            }
            _stories[id] = _stories[id] with { Safe = Log.Count };
        });
    }

    /// <summary>The hub lost a kept record, gets it again, and signs anew.</summary>
    public void SendAgain(Guid id)
    {
        var story = _stories[id];
        if (story is { Released: null } or { SafeBegun: not null } || _spool is null) return;
        Mortal(() =>
        {
            try
            {
                var (safe, _) = SafeReceiptFor(story);
                _spool.Kept.QueueAgain([new KeptRange { ChainId = safe.ChainId, Ranges = { safe.Ranges } }]);
                if (Entry(id) is { } entry) _spool.Release(entry, TestRecords.ReceiptFor(story.Manifest!));
            }
            catch (SpoolFullException)
            {
                // Asked for and sent again later.
            }
        });
    }

    private static (SafeReceipt, SignedReceipt) SafeReceiptFor(RecordStory story)
    {
        var receipt = new SafeReceipt
        {
            Node = "kiosk-1",
            ChainId = story.Manifest!.Fields.ChainId,
            Ranges = { new SequenceRange { First = story.Manifest.Fields.Sequence, Last = story.Manifest.Fields.Sequence } },
            ArchiveEpoch = 1,
        };
        return (receipt, SafeReceipts.Sign(receipt, TestKeys.Shared.Receipt));
    }

    /// <summary>The medium changes a byte of a queued record's sealed part, or of its manifest.</summary>
    public void Rot(Guid id, bool manifest = false)
    {
        var path = Path.Combine(_folder.Data.Spool, RecordFileName.Of(Entry(id)!));
        var bytes = File.ReadAllBytes(path);
        bytes[manifest ? 10 : ^1] ^= 1;
        using (var file = File.OpenWrite(path)) file.Write(bytes);
        // The model treats what the medium does as done at once, so it may be known from this step on and not before.
        Log.Steps.Add(new DiskStep.Rotted(Log.Find(Disk.Relative(path))!.Value, bytes));
        _stories[id] = _stories[id] with { Rotted = Log.Count };
    }

    /// <summary>Reads every queued record as the uplink does; what is damaged is found.</summary>
    public void ReadAll() => Mortal(() =>
    {
        foreach (var entry in _spool!.Queued) Read(_spool, entry);
    });

    /// <summary>A queued record that is whole; null where it was found damaged.</summary>
    public static RecordManifest? Read(IRecordSpool spool, SpoolEntry entry)
    {
        try
        {
            using var record = spool.Open(entry);
            record.CheckDigest();
            return record.Manifest;
        }
        catch (SpoolDamagedException)
        {
            return null;
        }
    }

    public static (RecordSpool Spool, StateDatabase State, Custodian Custodian) Open(DataFolder data, SpoolOptions options, IDisk disk, IFreeSpace space, SigningKey key)
    {
        var keys = SignerKeys.Remember(data, key.Public, disk);
        var (spool, state) = TestSpool.Open(new SpoolSetup(data, options, disk, space, keys, TimeProvider.System, NullLogger.Instance));
        return (spool, state, new Custodian(Identities.GetOrAdd(key, k => TestKeys.Shared.Identity(k)), spool, spool, new LinuxBoardClock(TimeProvider.System), TimeProvider.System));
    }

    public static Submission New(Guid id, int priority) =>
        new() { Kind = "enrolment", Id = id, Priority = priority, Fields = Encoding.UTF8.GetBytes($"{{\"n\":\"{id}\"}}") };

    public void Dispose()
    {
        Disk.Look(null);
        Drop();
        _spool = null;
    }

    private SpoolEntry? Entry(Guid id) => _spool!.Queued.SingleOrDefault(e => e.RecordId == id);

    private RecordManifest ManifestOf(Guid id)
    {
        using var record = _spool!.Open(Entry(id)!);
        return record.Manifest;
    }

    private void Mortal(Action life)
    {
        try
        {
            life();
        }
        catch (KilledException)
        {
            Disk.KillBefore = null;
            Kill();
            Start();
        }
        catch (Exception e) when (e is DiskException or SpoolException)
        {
            // The store has stopped, or did not start: the service manager starts it again, and the disk is better by then.
            Disk.Fault = (_, _) => null;
            Disk.LedgerFault = (_, _) => NativeVfs.Ok;
            Stop();
            Start();
        }
    }

    private void Drop()
    {
        _spool?.Dispose();
        _state?.Dispose();
        _folder.Dispose();
    }
}
