using Edge.Contracts.Records;

namespace Edge.Agent.Spool;

/// <summary>One queued record, open for reading. Holds no more than a file handle and the manifest in memory.</summary>
internal interface ISpooledRecord : IDisposable
{
    RecordManifest Manifest { get; }

    /// <summary>Reads exactly <c>output.Length</c> sealed bytes from <paramref name="offset"/>.</summary>
    /// <exception cref="SpoolDamagedException">The file is shorter than its manifest says; it has been quarantined.</exception>
    /// <exception cref="SpoolException">It cannot be read now; it stays queued.</exception>
    void Read(long offset, Span<byte> output);

    /// <summary>Reads the whole file and compares it with the manifest's digest.</summary>
    /// <exception cref="SpoolDamagedException">It does not match; it has been quarantined.</exception>
    /// <exception cref="SpoolException">It cannot be read now; it stays queued.</exception>
    void CheckDigest();
}
