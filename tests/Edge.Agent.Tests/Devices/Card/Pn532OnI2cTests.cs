using Edge.Agent.Devices;
using Edge.Agent.Devices.Card;
using Edge.Agent.Tests.Devices.Peers;

namespace Edge.Agent.Tests.Devices.Card;

public sealed class Pn532OnI2cTests : ChipReaderContract
{
    private readonly Pn532OnI2c _line = new();
    private readonly FakeI2c _bus;

    public Pn532OnI2cTests() => _bus = new FakeI2c(36, _line.Take, _line.Read);

    private protected override Task<IChipReader> OpenAsync() => Task.FromResult<IChipReader>(Open());

    private Pn532Reader Open() => new(_bus, LibraryCalls.On(Pn532Reader.Device, _bus), TimeProvider.System);

    private protected override void Lay(Func<byte[], byte[]>? card) => _line.Chip.Card = card;

    private protected override void Unplug() => _bus.Unplugged = true;

    private protected override void Close() => _bus.Dispose();

    [Theory(Timeout = 120_000)]
    [InlineData(100)]
    [InlineData(262)]
    public async Task What_does_not_fit_a_frame_goes_and_comes_in_pieces(int piece)
    {
        using var reader = await OpenAsync();
        Lay(command => [.. command, 0x90, 0x00]);
        _line.Chip.Piece = piece;
        Assert.True(await SelectAsync(reader));
        byte[] command = [.. Enumerable.Range(0, 700).Select(i => (byte)(i * 7))];
        Assert.Equal([.. command, 0x90, 0x00], await ExchangeAsync(reader, command));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_frame_that_does_not_add_up_is_no_answer()
    {
        using var reader = await OpenAsync();
        Lay(_ => [.. new byte[260], 0x90, 0x00]);
        Assert.True(await SelectAsync(reader));
        foreach (var at in (int[])[8, 50])
        {
            _line.Spoil = at;
            await Assert.ThrowsAsync<DeviceException>(() => ExchangeAsync(reader, [1, 2]));
            _line.Spoil = 0;
            Assert.True(await SelectAsync(reader));
            Assert.Equal(262, (await ExchangeAsync(reader, [1, 2])).Length);
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task A_memory_card_is_none_that_can_be_asked()
    {
        using var reader = await OpenAsync();
        (_line.Chip.Card, _line.Chip.SelRes) = (_ => [], 0x08);
        Assert.False(await OnLane.RunAsync(() => reader.SelectAsync(TimeSpan.FromMilliseconds(50), Token)));
        await Assert.ThrowsAsync<DeviceException>(() => ExchangeAsync(reader, [1, 2]));
    }

    [Fact]
    public void A_reader_that_is_not_there_leaves_no_bus_open()
    {
        _bus.Unplugged = true;
        Assert.Contains("0x24 on /dev/i2c-1", Assert.Throws<DeviceException>(Open).Message, StringComparison.Ordinal);
        Assert.True(_bus.Disposed);
    }
}
