namespace Edge.Agent.Spool;

/// <summary>A queued record's bytes (<see cref="Contracts.Records.RecordFrame"/>), wherever they lie. One user at a time.</summary>
internal interface IRecordBytes : IDisposable
{
    long Length { get; }

    /// <summary>Reads at most <c>output.Length</c> bytes; 0 at the end.</summary>
    /// <exception cref="Contracts.MalformedException">They are damaged.</exception>
    /// <exception cref="IOException">They cannot be read now, which proves nothing.</exception>
    int Read(long offset, Span<byte> output);
}
