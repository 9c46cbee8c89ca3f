using Edge.Contracts.Settings;
using Edge.Contracts.Signing;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Contracts.Tests.Settings;

public sealed class HubPresenceTests
{
    private static readonly Guid Incarnation = Samples.RecordId;

    [Fact]
    public void It_holds_for_one_board_one_incarnation_and_one_connection()
    {
        var signed = HubPresences.Sign(Samples.Node, Incarnation, 7, Samples.ReceiptKey);
        HubPresences.Verify(signed, Samples.Node, WireId.Of(Incarnation), 7, Samples.Trust);
        AssertRefused(signed, "na-ngoi-02", Incarnation, 7);
        AssertRefused(signed, Samples.Node, Guid.Empty, 7);
        AssertRefused(signed, Samples.Node, Incarnation, 8);
    }

    [Fact]
    public void Damage_and_other_keys_are_refused()
    {
        var good = HubPresences.Sign(Samples.Node, Incarnation, 7, Samples.ReceiptKey);
        foreach (var damaged in Damage.Every(good.Presence.ToByteArray())) AssertRefused(new SignedPresence { Presence = ByteString.CopyFrom(damaged), Signature = good.Signature });
        foreach (var damaged in Damage.Every(good.Signature.ToByteArray())) AssertRefused(new SignedPresence { Presence = good.Presence, Signature = ByteString.CopyFrom(damaged) });
        AssertRefused(HubPresences.Sign(Samples.Node, Incarnation, 7, Samples.NodeKey));
        AssertRefused(new SignedPresence { Presence = good.Presence, Signature = ByteString.CopyFrom(Samples.ReceiptKey.Sign(SignContext.Settings, good.Presence.Span)) });
    }

    private static void AssertRefused(SignedPresence signed) => AssertRefused(signed, Samples.Node, Incarnation, 7);

    private static void AssertRefused(SignedPresence signed, string node, Guid incarnation, uint connection) =>
        Assert.Throws<MalformedException>(() => HubPresences.Verify(signed, node, WireId.Of(incarnation), connection, Samples.Trust));
}
