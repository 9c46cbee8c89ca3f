using System.Security.Cryptography;
using Edge.Agent.Identity;
using Edge.Agent.Spool;
using Edge.Contracts;
using Edge.Contracts.Records;
using Edge.Contracts.Sealing;
using Edge.Contracts.Trust;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Agent.Custody;

/// <summary>Takes a record into the board's keeping: validate, seal, number, chain, sign, commit. After it answers, the record is safe.</summary>
internal sealed class Custodian(AgentIdentity identity, IRecordSpool spool, IRecordIndex index, IBoardClock clock, TimeProvider time)
{
    private readonly Lock _gate = new();
    private ChainState _chain = new(new Guid(RandomNumberGenerator.GetBytes(16), bigEndian: true), 0, index.Tail.Sequence, index.Tail.Digest);
    private readonly KnownContents _contents = new();
    private long _accepted;

    /// <summary>The chain as of now.</summary>
    public ChainState Current => Volatile.Read(ref _chain);

    /// <summary>Records accepted since the start.</summary>
    public long Accepted => Interlocked.Read(ref _accepted);

    /// <summary>Returns only when the record is durable; the same id always gives the same record.</summary>
    /// <exception cref="SubmissionException">The submission is wrong.</exception>
    /// <exception cref="SpoolException">The store did not take it; no number was used, and trying again is safe.</exception>
    public AcceptedRecord Accept(Submission submission)
    {
        SubmissionRules.Check(submission);
        var id = submission.Id ?? Guid.CreateVersion7(time.GetUtcNow());
        var content = ContentDigest.Of(submission, id);
        if (submission.Id is not null && FindHeld(id, content) is { } held) return held;

        // Once for both: a new trust file in between would have the manifest name another key than the one sealed to.
        var trust = identity.Trust.Current;
        var sealedBytes = Seal(submission, id, trust);
        lock (_gate)
        {
            // Another request with this id may have been faster.
            return (submission.Id is null ? null : FindHeld(id, content)) ?? Commit(submission, id, content, sealedBytes, trust);
        }
    }

    /// <summary>The signed head of the chain, for offers.</summary>
    public SignedHead SignHead()
    {
        var chain = Current;
        return ChainHeads.Sign(new ChainHead
        {
            Node = identity.Node,
            ChainId = WireId.Of(chain.ChainId),
            FirstSequence = chain.FirstSequence,
            LastSequence = chain.LastSequence,
            LastDigest = ByteString.CopyFrom(chain.LastDigest.Span),
        }, identity.Key);
    }

    /// <summary>True where the accept path is free within the limit: what the watchdog is fed by.</summary>
    public bool Responds(TimeSpan limit)
    {
        if (!_gate.TryEnter(limit)) return false;
        _gate.Exit();
        return true;
    }

    private AcceptedRecord? FindHeld(Guid id, string content)
    {
        if (index.Find(id) is not { } held) return null;
        if (held.Damaged)
        {
            throw new SubmissionException(SubmissionFault.Damaged, $"record {id} was accepted earlier as number {held.Sequence}, but its file was found damaged; submit it again under a new id");
        }
        var known = _contents.Find(id);
        if (known is not null && known != content)
        {
            throw new SubmissionException(SubmissionFault.OtherContent,
                $"record {id} was accepted earlier as number {held.Sequence} with other content: its content digest is {known}, that of this submission {content}; what was accepted stays, another record needs another id")
            { Digests = (known, content) };
        }
        return new AcceptedRecord(id, held.ChainId, held.Sequence, AlreadyHeld: true) { ContentDigest = known };
    }

    private byte[] Seal(Submission submission, Guid id, TrustAnchors trust)
    {
        // Wrapped, not copied: the fewer copies of a citizen's data there are, the fewer have to be wiped.
        var record = new Record { Fields = UnsafeByteOperations.UnsafeWrap(submission.Fields) };
        foreach (var a in submission.Attachments)
        {
            record.Attachments.Add(new Attachment { Name = a.Name, ContentType = a.ContentType, Data = UnsafeByteOperations.UnsafeWrap(a.Data) });
        }
        var size = record.CalculateSize();
        return size <= Limits.PlaintextBytes
            ? RecordSeal.Seal(record, trust.Registry, identity.Node, id, submission.Kind)
            : throw SubmissionRules.TooLarge(size);
    }

    private AcceptedRecord Commit(Submission submission, Guid id, string content, byte[] sealedBytes, TrustAnchors trust)
    {
        var chain = _chain;
        var sequence = chain.LastSequence + 1;
        var manifest = RecordManifest.Sign(Describe(submission, id, sealedBytes, trust, chain, sequence), identity.Key);
        // Before it can be found: a retry that finds it has to find this too. Without the record it says nothing.
        _contents.Add(id, content);
        spool.Commit(manifest, sealedBytes);
        Volatile.Write(ref _chain, chain.Next(sequence, manifest.Digest));
        Interlocked.Increment(ref _accepted);
        return new AcceptedRecord(id, chain.ChainId, sequence, AlreadyHeld: false) { ContentDigest = content };
    }

    private Manifest Describe(Submission submission, Guid id, byte[] sealedBytes, TrustAnchors trust, ChainState chain, ulong sequence)
    {
        var now = clock.Read();
        return new Manifest
        {
            Node = identity.Node,
            RecordId = WireId.Of(id),
            ChainId = WireId.Of(chain.ChainId),
            Sequence = sequence,
            PreviousDigest = ByteString.CopyFrom(chain.LastDigest.Span),
            Kind = submission.Kind,
            Priority = (uint)(submission.Priority ?? SubmissionRules.DefaultPriority),
            Outcome = submission.Outcome ?? SubmissionRules.DefaultOutcome,
            SealedSize = (ulong)sealedBytes.Length,
            SealedDigest = ByteString.CopyFrom(SHA256.HashData(sealedBytes)),
            RecipientKeyId = trust.Registry.Id,
            TrustVersion = trust.Version,
            BootId = WireId.Of(now.BootId),
            MonotonicMs = now.MonotonicMs,
            WallTimeMs = now.WallTime.ToUnixTimeMilliseconds(),
            ClockState = now.State,
            Officer = submission.Officer ?? "",
        };
    }
}

/// <summary>The answer to a submission that is now safe on this board.</summary>
internal sealed record AcceptedRecord(Guid RecordId, Guid ChainId, ulong Sequence, bool AlreadyHeld)
{
    /// <summary>Of the content that is held; null where this board no longer knows it, and a retry could not be compared.</summary>
    public string? ContentDigest { get; init; }
}

/// <summary>The chain of this start. <paramref name="FirstSequence"/> is 0 while it has no record; the last number and digest are then those found at start.</summary>
internal sealed record ChainState(Guid ChainId, ulong FirstSequence, ulong LastSequence, ReadOnlyMemory<byte> LastDigest)
{
    public ChainState Next(ulong sequence, ReadOnlyMemory<byte> digest) =>
        this with { FirstSequence = FirstSequence == 0 ? sequence : FirstSequence, LastSequence = sequence, LastDigest = digest };
}
