using Edge.Agent.Devices;
using Edge.Agent.Devices.Card;
using Edge.Agent.Devices.Virtual;
using Edge.Agent.Tests.Devices.Peers;

namespace Edge.Agent.Tests.Devices.Card;

/// <summary>What every chip card reader does.</summary>
public abstract class ChipReaderContract : IDisposable
{
    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected abstract Task<IChipReader> OpenAsync();

    /// <summary>Lays a card down, or takes it away.</summary>
    private protected abstract void Lay(Func<byte[], byte[]>? card);

    private protected abstract void Unplug();

    private protected abstract void Close();

    [Fact(Timeout = 120_000)]
    public async Task A_card_is_selected_and_answers()
    {
        using var reader = await OpenAsync();
        Lay(command => [.. command.Reverse(), 0x90, 0x00]);
        Assert.True(await SelectAsync(reader));
        foreach (var length in (int[])[5, 200, 262])
        {
            byte[] command = [.. Enumerable.Range(0, length).Select(i => (byte)i)];
            Assert.Equal([.. command.Reverse(), 0x90, 0x00], await ExchangeAsync(reader, command));
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task Without_a_card_the_wait_ends()
    {
        using var reader = await OpenAsync();
        Lay(null);
        Assert.False(await OnLane.RunAsync(() => reader.SelectAsync(TimeSpan.FromMilliseconds(50), Token)));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_card_taken_away_is_told_and_the_next_one_works()
    {
        using var reader = await OpenAsync();
        Lay(_ => [0x90, 0x00]);
        Assert.True(await SelectAsync(reader));
        Lay(null);
        await Assert.ThrowsAsync<DeviceException>(() => ExchangeAsync(reader, [0x00, 0xB0, 0x00, 0x00, 0x08]));
        Lay(_ => [0x6A, 0x82]);
        Assert.True(await SelectAsync(reader));
        Assert.Equal([0x6A, 0x82], await ExchangeAsync(reader, [0x00, 0xB0, 0x00, 0x00, 0x08]));
    }

    [Fact(Timeout = 120_000)]
    public async Task Unplugged_it_says_so_even_when_only_asked()
    {
        using var reader = await OpenAsync();
        await OnLane.RunAsync(async () =>
        {
            await ((ICheckable)reader).CheckAsync(Token);
            return true;
        });
        Unplug();
        await Assert.ThrowsAsync<DeviceException>(() => SelectAsync(reader));
        await Assert.ThrowsAsync<DeviceException>(() => ((ICheckable)reader).CheckAsync(Token));
    }

    public void Dispose()
    {
        Close();
        GC.SuppressFinalize(this);
    }

    private protected static Task<bool> SelectAsync(IChipReader reader) => OnLane.RunAsync(() => reader.SelectAsync(TimeSpan.FromSeconds(5), Token));

    private protected static Task<byte[]> ExchangeAsync(IChipReader reader, byte[] command) => OnLane.RunAsync(() => reader.ExchangeAsync(command, Token));
}

public sealed class VirtualCardTests : ChipReaderContract
{
    private readonly VirtualBoard _board = new(TimeProvider.System);

    private protected override Task<IChipReader> OpenAsync() => Task.FromResult(_board.Card.Open());

    private protected override void Lay(Func<byte[], byte[]>? card) => _board.Card.Chip = card is null ? null : command => card(command.ToArray());

    private protected override void Unplug() => _board["card"].Plugged = false;

    private protected override void Close()
    {
    }
}

/// <summary>The reader over a real serial line.</summary>
public sealed class Pn532OnSerialTests : ChipReaderContract
{
    private readonly Pty _line = new();
    private readonly Pn532Peer _chip = new();

    public Pn532OnSerialTests() => _line.Attach(_chip.Take);

    private protected override Task<IChipReader> OpenAsync() => OnLane.RunAsync(() => CardReaders.OpenAsync(new CardOptions { Driver = CardDriver.Pn532, Path = _line.Path }, TimeProvider.System, Token));

    private protected override void Lay(Func<byte[], byte[]>? card) => _chip.Card = card;

    private protected override void Unplug() => _line.Unplug();

    private protected override void Close() => _line.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task A_lost_acknowledgement_is_asked_for_again()
    {
        using var reader = await OpenAsync();
        _chip.Card = _ => [0x90, 0x00];
        _chip.LoseAcknowledgements = 2;
        Assert.True(await SelectAsync(reader));
    }

    [Fact(Timeout = 120_000)]
    public async Task What_does_not_fit_a_frame_goes_and_comes_in_pieces()
    {
        using var reader = await OpenAsync();
        _chip.Card = command => [.. command, 0x90, 0x00];
        _chip.Piece = 100;
        Assert.True(await SelectAsync(reader));
        byte[] command = [.. Enumerable.Range(0, 700).Select(i => (byte)(i * 7))];
        Assert.Equal([.. command, 0x90, 0x00], await ExchangeAsync(reader, command));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_memory_card_is_none_that_can_be_asked()
    {
        using var reader = await OpenAsync();
        (_chip.Card, _chip.SelRes) = (_ => [], 0x08);
        Assert.False(await OnLane.RunAsync(() => reader.SelectAsync(TimeSpan.FromMilliseconds(50), Token)));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_line_with_nothing_at_its_end_says_what_to_look_at()
    {
        using var silent = new Pty();
        var problem = await Assert.ThrowsAsync<DeviceException>(() => OnLane.RunAsync(() => CardReaders.OpenAsync(new CardOptions { Path = silent.Path }, TimeProvider.System, Token)));
        Assert.Contains("does not acknowledge", problem.Message, StringComparison.Ordinal);
    }
}

/// <summary>Frames as the user manual (UM0701-02) has them.</summary>
public sealed class Pn532FrameTests
{
    [Fact]
    public void Known_commands_are_these_bytes()
    {
        Assert.Equal("0000FF02FED4022A00", Convert.ToHexString(Pn532Frame.Of([0xD4, 0x02]))); // GetFirmwareVersion
        Assert.Equal("0000FF04FCD44A0100E100", Convert.ToHexString(Pn532Frame.Of([0xD4, 0x4A, 0x01, 0x00]))); // InListPassiveTarget
        Assert.Equal("0000FF05FBD414011401" + "0200", Convert.ToHexString(Pn532Frame.Of([0xD4, 0x14, 0x01, 0x14, 0x01]))); // SAMConfiguration
    }

    [Theory]
    [InlineData(253, "0000FFFF01D440")] // LEN 255
    [InlineData(254, "0000FFFFFF0100FFD440")] // LEN 256: extended
    [InlineData(263, "0000FFFFFF0109F6D440")]
    public void A_long_frame_is_an_extended_one(int data, string head) => Assert.StartsWith(head, Convert.ToHexString(Pn532Frame.Of([0xD4, 0x40, .. new byte[data]])), StringComparison.Ordinal);

    [Theory]
    [InlineData("0000FF00FF00", "")]
    [InlineData("0000FF06FAD50332010607E800", "D50332010607")]
    [InlineData("5500AA000000FF02FED5151600", "D515")] // noise before it
    [InlineData("0000FF01FF7F8100", "7F")] // the error frame
    public void An_answer_is_found(string bytes, string data)
    {
        var parser = new Pn532Parser();
        var found = Convert.FromHexString(bytes).Select(parser.Take).Where(f => f is not null).ToList();
        Assert.Equal(data, Convert.ToHexString(Assert.Single(found)!));
    }

    [Theory]
    [InlineData("0000FF06FBD50332010607E800")]
    [InlineData("0000FF06FAD50332010607E900")]
    [InlineData("0000FFFFFFFFFF02")]
    public void A_frame_that_does_not_add_up_is_refused(string bytes)
    {
        var parser = new Pn532Parser();
        Assert.Throws<DeviceException>(() => Convert.FromHexString(bytes).Select(parser.Take).ToList());
    }
}
