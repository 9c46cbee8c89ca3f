using System.Security.Cryptography;

namespace Edge.Hosting.Sockets;

/// <summary>A growing buffer for a citizen's data: wiped when it grows and when it is done with.</summary>
internal sealed class SecretBuffer : IDisposable
{
    private byte[] _bytes = new byte[16 * 1024];
    private int _length;

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    /// <summary>Reads a stream to its end; null where it has more than <paramref name="limit"/> bytes.</summary>
    public static async Task<SecretBuffer?> ReadAsync(Stream stream, long limit, CancellationToken cancellationToken)
    {
        var buffer = new SecretBuffer();
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer.Room(), cancellationToken)) > 0)
            {
                buffer._length += read;
                if (buffer._length > limit) break;
            }
            if (buffer._length <= limit) return buffer;
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
        buffer.Dispose();
        return null;
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(_bytes);

    private Memory<byte> Room()
    {
        if (_length == _bytes.Length)
        {
            var larger = new byte[_bytes.Length * 2];
            _bytes.CopyTo(larger, 0);
            CryptographicOperations.ZeroMemory(_bytes);
            _bytes = larger;
        }
        return _bytes.AsMemory(_length);
    }
}
