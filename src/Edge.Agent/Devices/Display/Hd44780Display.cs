using Edge.Agent.Devices.Buses;

namespace Edge.Agent.Devices.Display;

/// <summary>A character display behind a PCF8574.</summary>
internal sealed class Hd44780Display : ICallDisplay, ICheckable
{
    private readonly II2cBus _bus;
    private readonly DisplayOptions _options;

    private Hd44780Display(II2cBus bus, DisplayOptions options) => (_bus, _options) = (bus, options);

    public int Columns => _options.Columns;

    public int Rows => _options.Rows;

    /// <summary>Brings the display from whatever state it is in to an empty picture, and takes over the bus.</summary>
    /// <exception cref="DeviceException">It does not answer.</exception>
    public static async Task<ICallDisplay> OpenAsync(II2cBus bus, DisplayOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var display = new Hd44780Display(bus, options);
        try
        {
            await display.StartAsync(time, cancellationToken);
            return display;
        }
        catch
        {
            bus.Dispose();
            throw;
        }
    }

    public Task ShowAsync(IReadOnlyList<string> lines, CancellationToken cancellationToken)
    {
        for (var row = 0; row < Rows; row++) Send(Hd44780.Row(row, Columns, row < lines.Count ? lines[row] : ""));
        return Task.CompletedTask;
    }

    // Reading the pins moves none of them.
    public Task CheckAsync(CancellationToken cancellationToken)
    {
        _bus.Transfer(_options.Address, [], new byte[1]);
        return Task.CompletedTask;
    }

    public void Dispose() => _bus.Dispose();

    private async Task StartAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        await Task.Delay(Hd44780.PowerUp, time, cancellationToken);
        foreach (var word in (byte[])[Hd44780.EightBits, Hd44780.EightBits, Hd44780.EightBits, Hd44780.FourBits])
        {
            Send(Hd44780.Nibble(word, letters: false));
            await Task.Delay(Hd44780.Slow, time, cancellationToken);
        }
        foreach (var command in (byte[])[Hd44780.FunctionSet, Hd44780.Off, Hd44780.Clear]) Send(Hd44780.Command(command));
        await Task.Delay(Hd44780.Slow, time, cancellationToken);
        foreach (var command in (byte[])[Hd44780.EntryMode, Hd44780.On]) Send(Hd44780.Command(command));
    }

    private void Send(byte[] bytes) => _bus.Transfer(_options.Address, bytes, []);
}
