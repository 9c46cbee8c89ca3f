namespace Edge.Agent.Tests.Devices.Peers;

/// <summary>A chip of 16-bit registers, most significant byte first, of which one is pointed at; a power monitor, for instance.</summary>
internal sealed class RegisterChip
{
    private byte _pointer;

    public Dictionary<byte, ushort> Registers { get; } = [];

    public void Take(byte[] bytes)
    {
        _pointer = bytes[0];
        if (bytes.Length == 3) Registers[_pointer] = (ushort)(bytes[1] << 8 | bytes[2]);
    }

    public byte[] Read(int count) => [.. ((byte[])[(byte)(Registers[_pointer] >> 8), (byte)Registers[_pointer]])[..count]];
}
