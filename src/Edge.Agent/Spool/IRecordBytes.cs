namespace Edge.Agent.Spool;

/// <summary>A queued record's bytes (<see cref="Contracts.Records.RecordFrame"/>), wherever they lie. One user at a time.</summary>
internal interface IRecordBytes : IDisposable
{
    long Length { get; }

    /// <summary>Reads at most <c>output.Length</c> bytes; 0 at the end.</summary>
    /// <exception cref="IOException">They cannot be read.</exception>
    int Read(long offset, Span<byte> output);
}
