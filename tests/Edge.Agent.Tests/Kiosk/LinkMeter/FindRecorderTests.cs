using Edge.Agent.Devices;
using Edge.Agent.Devices.Link;
using Edge.Agent.Kiosk.LinkMeter;
using Edge.Agent.Spool;

namespace Edge.Agent.Tests.Kiosk.LinkMeter;

/// <summary>Noting where there is signal.</summary>
public sealed class FindRecorderTests : IDisposable
{
    private readonly KioskBench _kiosk = new();
    private readonly ScriptedModem _modem = new() { Reading = new LinkReading(3, -92, "lte") };
    private readonly FakeDevice<ILinkMeter> _device;
    private readonly FindRecorder _recorder;

    public FindRecorderTests()
    {
        _device = new FakeDevice<ILinkMeter>(_modem);
        _recorder = new FindRecorder(_device, _kiosk.Finds, _kiosk.Scenes, new FailStop(_kiosk.Log), _kiosk.Time);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_board_adds_hour_and_strength_as_they_are_now_and_shows_what_it_kept()
    {
        var (find, refusal) = await _recorder.NoteAsync("  Đồi   cây đa ", Token);
        Assert.Null(refusal);
        Assert.Equal(new SignalFind("Đồi cây đa", _kiosk.Time.GetLocalNow(), 3, -92, "lte"), find);
        Assert.Equal([find!], _kiosk.Finds.Newest);
        Assert.Same(_kiosk.Finds.Newest, _kiosk.Scenes.Current.Finds);
    }

    [Fact]
    public async Task A_clock_that_is_not_to_be_believed_gives_no_time()
    {
        _kiosk.Time.Utc = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Null((await _recorder.NoteAsync("Bến đò", Token)).Find!.At);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("a\nb")]
    [InlineData("a\tb")]
    [InlineData("a\u202eb")]
    [InlineData("a\u200bb")]
    [InlineData("a\u2028b")]
    [InlineData("\ud800")]
    [InlineData("=1+1")]
    [InlineData("\u0301a")]
    [InlineData("Một hai ba bốn năm sáu bảy tám chín mười !")]
    public async Task What_is_no_name_of_a_place_is_refused_before_the_modem_is_asked(string? place)
    {
        var (find, refusal) = await _recorder.NoteAsync(place, Token);
        Assert.Equal((null, FindProblem.BadPlace, 0), (find, refusal!.Kind, _device.Uses));
        Assert.Empty(_kiosk.Finds.Newest);
    }

    [Fact]
    public async Task A_name_of_forty_letters_in_three_parts_each_is_one_spelling()
    {
        var apart = string.Concat(Enumerable.Repeat("e\u0302\u0301", PlaceName.Longest));
        Assert.Equal(new string('ế', PlaceName.Longest), (await _recorder.NoteAsync(apart, Token)).Find!.Place);
        Assert.Equal(FindProblem.BadPlace, (await _recorder.NoteAsync(apart + "e", Token)).Refusal!.Kind);
    }

    [Fact]
    public async Task Without_a_modem_or_a_reading_now_nothing_is_noted()
    {
        _modem.Reading = null;
        Assert.Equal(FindProblem.NoReading, (await _recorder.NoteAsync("Bến đò", Token)).Refusal!.Kind);
        _device.Become(DeviceState.Absent);
        Assert.Equal(FindProblem.NoModem, (await _recorder.NoteAsync("Bến đò", Token)).Refusal!.Kind);
        Assert.Empty(_kiosk.Finds.Newest);
    }

    [Fact]
    public async Task A_store_that_fails_is_told_and_is_not_tried_again()
    {
        _kiosk.Sql("CREATE TRIGGER broken BEFORE INSERT ON link_finds BEGIN SELECT RAISE(ABORT, 'broken'); END");
        Assert.Equal(FindProblem.StoreFailed, (await _recorder.NoteAsync("Bến đò", Token)).Refusal!.Kind);
        _kiosk.Sql("DROP TRIGGER broken");
        var (_, refusal) = await _recorder.NoteAsync("Bến đò", Token);
        Assert.Equal(FindProblem.StoreFailed, refusal!.Kind);
        Assert.Contains("Restart the agent", refusal.Text, StringComparison.Ordinal);
        Assert.Empty(_kiosk.Finds.Newest);
    }

    public void Dispose() => _kiosk.Dispose();

    private sealed class ScriptedModem : ILinkMeter
    {
        public LinkReading? Reading { get; set; }

        public Task<LinkReading> ReadAsync(CancellationToken cancellationToken) => Reading is { } reading ? Task.FromResult(reading) : throw new DeviceException("unplugged");

        public void Dispose()
        {
        }
    }
}
