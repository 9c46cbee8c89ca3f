using Edge.Agent.Spool;
using Edge.Agent.Spool.Files;
using Edge.Contracts.Records;
using Edge.Hosting.Linux;

namespace Edge.Agent.Tests.Spool;

/// <summary>A store of files whose opens and reads fail, or lie, as told.</summary>
internal sealed class FaultyStore(IRecordStore store) : IRecordStore
{
    /// <summary>Given "open" or "read", and the record, what to throw; null for none.</summary>
    public Func<string, SpoolEntry, Exception?> Fault { get; set; } = (_, _) => null;

    /// <summary>So many reads give a flipped bit.</summary>
    public int Lies { get; set; }

    public string Place => store.Place;

    public RecordListing List() => store.List();

    public RecordListing ListAgain() => store.ListAgain();

    public void Write(SpoolEntry entry, RecordManifest manifest, ReadOnlySpan<byte> sealedBytes) => store.Write(entry, manifest, sealedBytes);

    public IRecordBytes Open(SpoolEntry entry) => Fault("open", entry) is { } fault ? throw fault : new Bytes(this, entry, store.Open(entry));

    public void MoveTo(string folder, IReadOnlyCollection<SpoolEntry> entries) => store.MoveTo(folder, entries);

    public bool MovesByCopying => store.MovesByCopying;

    public void Remove(IReadOnlyCollection<SpoolEntry> entries) => store.Remove(entries);

    public void Dispose() => store.Dispose();

    /// <summary>What the kernel and .NET make of an errno.</summary>
    public static Exception Error(int errno) => errno == LibC.NoAccess ? new UnauthorizedAccessException("no access") : new IOException($"errno {errno}", errno);

    private sealed class Bytes(FaultyStore owner, SpoolEntry entry, IRecordBytes bytes) : IRecordBytes
    {
        public long Length => bytes.Length;

        public int Read(long offset, Span<byte> output)
        {
            if (owner.Fault("read", entry) is { } fault) throw fault;
            var read = bytes.Read(offset, output);
            if (read > 0 && owner.Lies > 0)
            {
                owner.Lies--;
                output[0] ^= 1;
            }
            return read;
        }

        public void Dispose() => bytes.Dispose();
    }
}
