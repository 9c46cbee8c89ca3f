using Google.Protobuf;

namespace Edge.Contracts;

/// <summary>Decodes protobuf from outside; every failure is a <see cref="MalformedException"/>.</summary>
public static class Decoder
{
    /// <summary>Parses one message.</summary>
    /// <exception cref="MalformedException">The bytes are not such a message.</exception>
    public static T Parse<T>(MessageParser<T> parser, ReadOnlySpan<byte> bytes, string what) where T : IMessage<T>
    {
        if (!WireForm.Fits(bytes)) throw new MalformedException($"{what} is not readable ({bytes.Length} bytes)");
        try
        {
            return parser.ParseFrom(bytes);
        }
        // Google.Protobuf 3.25 answers some lengths near 2^31 with an index or argument error of its own.
        catch (Exception e) when (e is InvalidProtocolBufferException or IndexOutOfRangeException or ArgumentException or OverflowException)
        {
            throw new MalformedException($"{what} is not readable ({bytes.Length} bytes)", e);
        }
    }
}
