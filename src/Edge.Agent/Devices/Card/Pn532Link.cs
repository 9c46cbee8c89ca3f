using System.Device.I2c;

namespace Edge.Agent.Devices.Card;

/// <summary>
/// The way to a PN532, on which two kinds of good answers are made such as the library takes: it adds up an extended frame's length without
/// its upper byte, and so refuses every answer of more than 252 bytes; and it refuses the pieces of one that does not fit a frame.
/// </summary>
internal sealed class Pn532Link(I2cDevice chip, LibraryCalls calls) : I2cDevice
{
    private const byte DataExchanged = 0x41;
    private const byte MoreToCome = 0x40;

    // The first byte of what is read says that the chip is ready.
    private const int Frame = 1;

    private static ReadOnlySpan<byte> Normal => [0x00, 0x00, 0xFF];

    private static ReadOnlySpan<byte> Extended => [0x00, 0x00, 0xFF, 0xFF, 0xFF];

    /// <summary>The card's last answer goes on.</summary>
    public bool More { get; private set; }

    /// <summary>Why the last transfer failed; null where it did not. The library swallows it.</summary>
    public DeviceException? Failure { get; private set; }

    public override I2cConnectionSettings ConnectionSettings => chip.ConnectionSettings;

    public override void Read(Span<byte> buffer)
    {
        try
        {
            chip.Read(buffer);
            Failure = null;
        }
        catch (IOException e)
        {
            throw Failed(e);
        }
        var frame = buffer.Length > Frame ? buffer[Frame..] : [];
        if (frame.Length > 8 && frame.StartsWith(Extended)) Mend(frame);
        else if (frame.Length > 5 && frame.StartsWith(Normal)) Join(frame[5..], frame[3]);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            chip.Write(buffer);
            Failure = null;
        }
        catch (IOException e)
        {
            throw Failed(e);
        }
    }

    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        Write(writeBuffer);
        Read(readBuffer);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) chip.Dispose();
        base.Dispose(disposing);
    }

    private IOException Failed(IOException e)
    {
        Failure = e.InnerException as DeviceException ?? calls.Failed(e);
        return e;
    }

    private void Mend(Span<byte> frame)
    {
        var (upper, lower) = (frame[5], frame[6]);
        if ((byte)(upper + lower + frame[7]) != 0) return;
        frame[7] = (byte)-lower;
        Join(frame[8..], upper << 8 | lower);
    }

    // What follows the data makes all of it zero.
    private void Join(Span<byte> data, int length)
    {
        if (data.Length <= length || length < 3 || data[0] != Pn532Frame.FromChip || data[1] != DataExchanged) return;
        More = (data[2] & MoreToCome) != 0;
        if (!More) return;
        data[2] -= MoreToCome;
        data[length] += MoreToCome;
    }
}
