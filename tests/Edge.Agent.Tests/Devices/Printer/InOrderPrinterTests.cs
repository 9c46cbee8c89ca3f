using Edge.Agent.Devices.Printer;

namespace Edge.Agent.Tests.Devices.Printer;

/// <summary>A printer that takes a whole paper into its buffer and answers every question in its turn.</summary>
public sealed class InOrderPrinterTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // 112 mm of paper, as a ticket has.
    private static readonly Raster Ticket = new(384, 900);

    [Theory]
    [InlineData(50, 25, false)]
    [InlineData(30, 25, false)]
    [InlineData(26, 25, true)]
    [InlineData(10, 9, false)]
    [InlineData(10, 9, true)]
    public async Task Its_answer_is_waited_for_as_long_as_the_rows_take(int real, int told, bool confirm)
    {
        using var line = new InOrderLine(real);
        using var printer = new EscPosPrinter(line, new PrinterOptions { Dots = 384, Speed = told, Confirm = confirm });
        await printer.PrintAsync(Ticket, Token);
        await printer.PrintAsync(Ticket, Token);
        Assert.Equal(2, line.Papers);
    }

    [Theory]
    [InlineData(false, "Devices:Printer:Speed to less than 25")]
    [InlineData(false, "Devices:Printer:Confirm to true")]
    [InlineData(false, "Devices:Printer:AsksStatus to false")]
    [InlineData(true, "Devices:Printer:Speed to less than 25")]
    [InlineData(true, "Devices:Printer:Confirm to false")]
    public async Task A_slower_one_is_told_from_one_that_broke_off_and_the_settings_are_named(bool confirm, string named)
    {
        using var line = new InOrderLine(10);
        using var printer = new EscPosPrinter(line, new PrinterOptions { Dots = 384, Confirm = confirm });
        var refusal = await Assert.ThrowsAsync<UnconfirmedPaperException>(() => printer.PrintAsync(Ticket, Token));
        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1, line.Papers);
    }

    /// <summary>Its clock is moved by whoever waits for it.</summary>
    private sealed class InOrderLine(int millimetresASecond) : IPrinterLine
    {
        private readonly Queue<byte> _answers = [];
        private TimeSpan _busy;

        public int Papers { get; private set; }

        public void Write(ReadOnlySpan<byte> data, CancellationToken cancellationToken)
        {
            if (data.Length > 1000 && data[0] == 0x1B)
            {
                _busy += TimeSpan.FromSeconds((double)Ticket.Height / EscPos.RowsOfAMillimetre / millimetresASecond);
                Papers++;
            }
            else if (data.Length == 3 && data[0] == 0x10) _answers.Enqueue(0x12);
            else if (data.Length == 3 && data[0] == 0x1D) _answers.Enqueue(0x00);
        }

        public void Drain(CancellationToken cancellationToken)
        {
        }

        public byte? Read(TimeSpan limit, CancellationToken cancellationToken)
        {
            if (_busy > limit)
            {
                _busy -= limit;
                return null;
            }
            _busy = TimeSpan.Zero;
            return _answers.TryDequeue(out var answer) ? answer : null;
        }

        // What has not been answered yet is no received byte.
        public void DropReceived(CancellationToken cancellationToken)
        {
        }

        public PrinterStatus PortStatus() => PrinterStatus.Ready;

        public void Dispose()
        {
        }
    }
}
