using Edge.Contracts.Records;
using Edge.Contracts.Signing;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Agent.Tests.Support;

/// <summary>Safe receipts and kept ranges of the test chain.</summary>
internal static class Safe
{
    public static ByteString Chain { get; } = ByteString.CopyFrom(TestRecords.Chain.ToByteArray(bigEndian: true));

    public static KeptRange Range(ulong first, ulong last) => new() { ChainId = Chain, Ranges = { new SequenceRange { First = first, Last = last } } };

    public static SignedReceipt Signed(ulong first, ulong last, ulong epoch = 1, string node = "kiosk-1", SigningKey? key = null) => SafeReceipts.Sign(new SafeReceipt
    {
        Node = node,
        ChainId = Chain,
        Ranges = { new SequenceRange { First = first, Last = last } },
        ArchiveEpoch = epoch,
        ConfirmedBackup = 1,
    }, key ?? TestKeys.Shared.Receipt);

    public static (SafeReceipt, SignedReceipt) Receipt(ulong first, ulong last)
    {
        var signed = Signed(first, last);
        return (SafeReceipt.Parser.ParseFrom(signed.Receipt), signed);
    }
}
