using Edge.Contracts.Signing;
using Edge.Contracts.Trust;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Contracts.Settings;

/// <summary>Makes and checks the hub's word that it answers on a connection: by it a board knows that the hub is at that address.</summary>
public static class HubPresences
{
    /// <summary>Signs for one connection of a board.</summary>
    public static SignedPresence Sign(string node, Guid incarnation, uint connection, SigningKey receiptKey)
    {
        var bytes = new HubPresence { Node = node, Incarnation = WireId.Of(incarnation), Connection = connection, KeyId = receiptKey.Public.Id }.ToByteArray();
        return new SignedPresence { Presence = ByteString.CopyFrom(bytes), Signature = ByteString.CopyFrom(receiptKey.Sign(SignContext.Presence, bytes)) };
    }

    /// <summary>Checks it against the trust file and the connection it came on.</summary>
    /// <exception cref="MalformedException">Anything about it is wrong: whoever answers is not shown to be the hub.</exception>
    public static void Verify(SignedPresence signed, string node, ByteString incarnation, uint connection, TrustAnchors trust)
    {
        var presence = Decoder.Parse(HubPresence.Parser, signed.Presence.Span, "presence");
        var key = trust.ReceiptKey(presence.KeyId) ?? throw new MalformedException($"the presence's key is not in trust file version {trust.Version}");
        if (!key.Verify(SignContext.Presence, signed.Presence.Span, signed.Signature.Span)) throw new MalformedException($"the presence's signature by key {presence.KeyId} does not verify");
        if (presence.Node != node || presence.Incarnation != incarnation || presence.Connection != connection) throw new MalformedException("the presence is for another board or another connection");
    }
}
