using Google.Protobuf;

namespace Edge.Contracts;

/// <summary>A UUID as messages carry it: 16 bytes, network order.</summary>
public static class WireId
{
    public static ByteString Of(Guid id) => ByteString.CopyFrom(id.ToByteArray(bigEndian: true));
}
