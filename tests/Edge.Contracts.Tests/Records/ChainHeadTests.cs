using Edge.Contracts.Records;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Contracts.Tests.Records;

public sealed class ChainHeadTests
{
    private static readonly ChainHead Head = new()
    {
        Node = Samples.Node,
        ChainId = Samples.Manifest().ChainId,
        FirstSequence = 12,
        LastSequence = 17,
        LastDigest = ByteString.CopyFrom(Samples.Signed().Digest),
    };

    [Fact]
    public void A_head_is_read_with_any_of_the_nodes_keys()
    {
        var signed = ChainHeads.Sign(Head, Samples.NodeKey);

        Assert.Equal(Head, ChainHeads.Read(signed, [Samples.Root.Public, Samples.NodeKey.Public]));
        Assert.Null(ChainHeads.Read(signed, [Samples.Root.Public]));
        Assert.Null(ChainHeads.Read(signed, []));
    }

    [Fact]
    public void Damage_to_any_byte_is_refused()
    {
        var signed = ChainHeads.Sign(Head, Samples.NodeKey);
        foreach (var damaged in Damage.Every(signed.Head.ToByteArray())) AssertRefused(damaged, signed.Signature.ToByteArray());
        foreach (var damaged in Damage.Every(signed.Signature.ToByteArray())) AssertRefused(signed.Head.ToByteArray(), damaged);
    }

    [Fact]
    public void Any_damage_is_refused() => Property.Holds(Damage.Any, damage =>
    {
        var signed = ChainHeads.Sign(Head, Samples.NodeKey);
        AssertRefused(damage.To(signed.Head.ToByteArray()), signed.Signature.ToByteArray());
        AssertRefused(signed.Head.ToByteArray(), damage.To(signed.Signature.ToByteArray()));
    });

    private static void AssertRefused(byte[] head, byte[] signature)
    {
        try
        {
            Assert.Null(ChainHeads.Read(new SignedHead { Head = ByteString.CopyFrom(head), Signature = ByteString.CopyFrom(signature) }, [Samples.NodeKey.Public]));
        }
        catch (MalformedException)
        {
            // Refused by its form.
        }
    }
}
