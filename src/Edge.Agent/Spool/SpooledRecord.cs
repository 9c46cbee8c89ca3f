using Edge.Agent.Spool.Files;
using Edge.Contracts;
using Edge.Contracts.Records;

namespace Edge.Agent.Spool;

/// <param name="judge">What a failure to read means: the exception to throw for it.</param>
internal sealed class SpooledRecord(RecordManifest manifest, IRecordBytes file, Func<Exception, SpoolException> judge) : ISpooledRecord
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
        catch (Exception e) when (ReadFault.IsOne(e))
        {
            throw judge(e);
        }
        if (read < output.Length) throw judge(new MalformedException($"it ends {output.Length - read} bytes too early"));
    }

    public void CheckDigest()
    {
        try
        {
            RecordFile.CheckDigest(file, manifest);
        }
        catch (Exception e) when (ReadFault.IsOne(e))
        {
            throw judge(e);
        }
    }

    public void Dispose() => file.Dispose();
}
