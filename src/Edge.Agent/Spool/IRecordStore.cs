using Edge.Agent.Spool.Files;
using Edge.Contracts;
using Edge.Contracts.Records;
using Edge.Hosting.Linux;

namespace Edge.Agent.Spool;

/// <summary>Where the bytes of queued records lie. Queue, ledger, kept/ and quarantine/ are the spool's own and the same over every store.</summary>
internal interface IRecordStore : IDisposable
{
    /// <summary>What people call it: a folder or a file.</summary>
    string Place { get; }

    /// <summary>All records here, and how many other things are in the way.</summary>
    /// <exception cref="IOException">They cannot be told now.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    RecordListing List();

    /// <summary>Records that could not be read when they were listed, and are found now.</summary>
    RecordListing ListAgain();

    /// <summary>Adds a record; durable on return.</summary>
    /// <exception cref="DiskException">It was not added, and nothing of it comes back with a restart unless no later record can be added either.</exception>
    void Write(SpoolEntry entry, RecordManifest manifest, ReadOnlySpan<byte> sealedBytes);

    /// <summary>Opens a record for reading.</summary>
    /// <exception cref="MalformedException">Its bytes are damaged.</exception>
    /// <exception cref="FileNotFoundException">It is not here, which is damage too.</exception>
    /// <exception cref="IOException">Any other: it cannot be read now, which proves nothing (see <see cref="ReadFault"/>).</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    IRecordBytes Open(SpoolEntry entry);

    /// <summary>Makes files of these records in a folder of the spool and takes them from here: durable there before they are gone here. What is not here is passed over, so it is safe to repeat.</summary>
    /// <exception cref="DiskException">Not all are moved; what cannot be read now is not moved, what is damaged is moved as far as it can be read.</exception>
    void MoveTo(string folder, IReadOnlyCollection<SpoolEntry> entries);

    /// <summary>True where a move is a copy, for which a full disk has no room.</summary>
    bool MovesByCopying { get; }

    /// <summary>Takes these records away for good: durable on return. What is not here is passed over.</summary>
    /// <exception cref="DiskException">Not all are gone; safe to repeat.</exception>
    void Remove(IReadOnlyCollection<SpoolEntry> entries);
}

/// <summary>A queued record's bytes (<see cref="Contracts.Records.RecordFrame"/>), wherever they lie. One user at a time.</summary>
internal interface IRecordBytes : IDisposable
{
    long Length { get; }

    /// <summary>Reads at most <c>output.Length</c> bytes; 0 at the end.</summary>
    /// <exception cref="Contracts.MalformedException">They are damaged.</exception>
    /// <exception cref="IOException">They cannot be read now, which proves nothing.</exception>
    int Read(long offset, Span<byte> output);
}
