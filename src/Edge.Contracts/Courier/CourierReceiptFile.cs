using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Contracts.Courier;

/// <summary>The hub's receipts as a file on a stick. Each receipt is believed by its own signature; the file only has to be whole.</summary>
public static class CourierReceiptFile
{
    public static byte[] Write(IReadOnlyCollection<SignedReceipt> receipts) => new CourierReceipts { Count = (uint)receipts.Count, Receipts = { receipts } }.ToByteArray();

    /// <exception cref="MalformedException">It is not such a file, or was cut.</exception>
    public static IReadOnlyList<SignedReceipt> Read(ReadOnlySpan<byte> file)
    {
        if (file.Length > Limits.CourierBytes) throw new MalformedException($"receipts of {file.Length} bytes; at most {Limits.CourierBytes}");
        var read = Decoder.Parse(CourierReceipts.Parser, file, "file of receipts");
        if (read.Count != read.Receipts.Count) throw new MalformedException($"the file says it has {read.Count} receipts and has {read.Receipts.Count}: it was cut or damaged");
        return read.Receipts.Count <= Limits.CourierRecords ? read.Receipts : throw new MalformedException($"{read.Receipts.Count} receipts in one file; at most {Limits.CourierRecords}");
    }
}
