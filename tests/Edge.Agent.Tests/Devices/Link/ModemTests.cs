using System.Text;
using Edge.Agent.Devices;
using Edge.Agent.Devices.Link;
using Edge.Agent.Devices.Virtual;
using Edge.Agent.Tests.Devices.Peers;

namespace Edge.Agent.Tests.Devices.Link;

/// <summary>What every meter of the mobile network does.</summary>
public abstract class LinkMeterContract : IDisposable
{
    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected abstract Task<ILinkMeter> OpenAsync();

    /// <summary>So many bars of LTE; 0 is no network.</summary>
    private protected abstract void Receive(int bars);

    private protected abstract void Unplug();

    private protected abstract void Close();

    [Theory(Timeout = 120_000)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task It_tells_the_bars(int bars)
    {
        using var meter = await OpenAsync();
        Receive(bars);
        var reading = await meter.ReadAsync(Token);
        Assert.Equal((bars, bars == 0 ? null : "lte"), (reading.Bars, reading.Technology));
        Assert.Equal(bars == 0, reading.Dbm is null);
    }

    [Fact(Timeout = 120_000)]
    public async Task Unplugged_it_says_so()
    {
        using var meter = await OpenAsync();
        Unplug();
        await Assert.ThrowsAsync<DeviceException>(() => meter.ReadAsync(Token));
    }

    public void Dispose()
    {
        Close();
        GC.SuppressFinalize(this);
    }
}

public sealed class VirtualModemTests : LinkMeterContract
{
    private readonly VirtualBoard _board = new(TimeProvider.System);

    private protected override Task<ILinkMeter> OpenAsync() => Task.FromResult(_board.Modem.Open());

    private protected override void Receive(int bars) => _board.Modem.Bars = bars;

    private protected override void Unplug() => _board["modem"].Plugged = false;

    private protected override void Close()
    {
    }
}

/// <summary>The real driver, with a program in mmcli's place that answers as it does.</summary>
public sealed class MmcliMeterTests : LinkMeterContract
{
    private readonly Script _mmcli = new("""
        [ "$1 $2" = "-m any" ] || exit 64
        [ -e "$HERE/modem" ] || { echo "error: couldn't find modem" >&2; exit 1; }
        case "$3" in
        -J) cat "$HERE/modem";;
        --signal-setup=5) [ -e "$HERE/signal" ];;
        --signal-get) cat "$HERE/signal";;
        *) exit 64;;
        esac
        """);

    public MmcliMeterTests() => Receive(4);

    private protected override Task<ILinkMeter> OpenAsync() => MmcliMeter.OpenAsync(new ModemOptions { Driver = ModemDriver.Mmcli }, TimeProvider.System, Token, _mmcli.Path);

    private protected override void Receive(int bars)
    {
        File.WriteAllText(_mmcli.In("modem"), Modem(bars == 0 ? "searching" : "connected", bars * 25, "lte"));
        File.WriteAllText(_mmcli.In("signal"), Signal(rsrp: $"{-120 + 10 * bars}.00"));
    }

    private protected override void Unplug() => File.Delete(_mmcli.In("modem"));

    private protected override void Close() => _mmcli.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task A_modem_that_measures_no_power_tells_bars_all_the_same()
    {
        File.Delete(_mmcli.In("signal"));
        using var meter = await OpenAsync();
        Assert.Equal(new LinkReading(4, null, "lte"), await meter.ReadAsync(Token));
    }

    [Theory]
    [InlineData("-84.00", 4)]
    [InlineData("-85.00", 4)]
    [InlineData("-86.00", 3)]
    [InlineData("-105.50", 1)]
    [InlineData("-116.00", 0)]
    public void Received_power_tells_more_than_quality(string rsrp, int bars) =>
        Assert.Equal(bars, ModemAnswers.Read(Bytes(Modem("registered", 50, "lte")), Bytes(Signal(rsrp))).Bars);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(26, 2)]
    [InlineData(75, 3)]
    [InlineData(100, 4)]
    public void Without_power_quality_tells(int quality, int bars) => Assert.Equal(new LinkReading(bars, null, "umts"), ModemAnswers.Read(Bytes(Modem("connected", quality, "umts")), Bytes(Signal("--"))));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"modem":{}}""")]
    [InlineData("""{"modem":{"generic":{"state":"connected","signal-quality":{"value":"much"},"access-technologies":[]}}}""")]
    public void What_is_not_understood_is_no_reading(string json) => Assert.Throws<DeviceException>(() => ModemAnswers.Read(Bytes(json), null));

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    // As mmcli of ModemManager 1.20 writes it, without what is not read.
    private static string Modem(string state, int quality, string technology) =>
        """{"modem":{"3gpp":{"operator-name":"Viettel","registration-state":"home"},"generic":{"access-technologies":["TECH"],"signal-quality":{"recent":"yes","value":"QUALITY"},"state":"STATE"}}}"""
            .Replace("STATE", state, StringComparison.Ordinal).Replace("QUALITY", $"{quality}", StringComparison.Ordinal).Replace("TECH", technology, StringComparison.Ordinal);

    private static string Signal(string rsrp) =>
        """{"modem":{"signal":{"5g":{"rsrp":"--"},"gsm":{"rssi":"--"},"lte":{"rsrp":"RSRP","rsrq":"-11.00"},"refresh":{"rate":"5"},"umts":{"rscp":"--"}}}}"""
            .Replace("RSRP", rsrp, StringComparison.Ordinal);
}
