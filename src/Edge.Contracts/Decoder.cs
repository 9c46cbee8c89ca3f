using Google.Protobuf;

namespace Edge.Contracts;

/// <summary>Decodes protobuf from outside; every failure is a <see cref="MalformedException"/>.</summary>
public static class Decoder
{
    /// <summary>Parses one message.</summary>
    /// <exception cref="MalformedException">The bytes are not such a message.</exception>
    public static T Parse<T>(MessageParser<T> parser, ReadOnlySpan<byte> bytes, string what) where T : IMessage<T>
    {
        try
        {
            return parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new MalformedException($"{what} is not readable ({bytes.Length} bytes)", e);
        }
    }
}
