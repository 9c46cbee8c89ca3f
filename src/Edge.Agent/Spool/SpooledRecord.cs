using Edge.Contracts;
using Edge.Contracts.Records;

namespace Edge.Agent.Spool;

internal sealed class SpooledRecord(RecordManifest manifest, IRecordBytes file, Func<string, Exception?, SpoolException> condemn) : ISpooledRecord
{
    private readonly int _header = RecordFrame.HeaderLength(manifest);

    public RecordManifest Manifest => manifest;

    public void Read(long offset, Span<byte> output)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset + output.Length, (long)manifest.Fields.SealedSize);
        int read;
        try
        {
            read = RecordFile.Fill(file, _header + offset, output);
        }
        catch (IOException e)
        {
            throw condemn($"the disk cannot read it: {e.Message}", e);
        }
        if (read < output.Length) throw condemn($"it ends {output.Length - read} bytes too early", null);
    }

    public void CheckDigest()
    {
        try
        {
            RecordFile.CheckDigest(file, manifest);
        }
        catch (Exception e) when (e is MalformedException or IOException)
        {
            throw condemn(e.Message, e);
        }
    }

    public void Dispose() => file.Dispose();
}
