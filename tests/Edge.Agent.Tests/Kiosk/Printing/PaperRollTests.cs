using Edge.Agent.Devices.Printer;
using Edge.Agent.Kiosk.Printing;
using Edge.Agent.Tests.Support;

namespace Edge.Agent.Tests.Kiosk.Printing;

public sealed class PaperRollTests : IDisposable
{
    private const PrinterStatus Good = PrinterStatus.Ready, Out = PrinterStatus.PaperOut, Near = PrinterStatus.PaperNearEnd, Open = PrinterStatus.CoverOpen;

    private static readonly DateTimeOffset Now = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly PrintBench _bench = new(new PrintingOptions { RollLength = 1_000, NearEnd = 200, CutFeed = 10 });

    [Theory]
    [InlineData("Ready; PaperOut; CoverOpen, PaperOut; Ready", true)]
    [InlineData("PaperNearEnd; PaperNearEnd, PaperOut; CoverOpen; CoverOpen, PaperOut; Ready", true)]
    [InlineData("PaperNearEnd; PaperNearEnd, CoverOpen; Ready", true)]
    [InlineData("PaperOut; CoverOpen; PaperNearEnd", true)] // a used roll went in, but another one
    [InlineData("PaperNearEnd; CoverOpen, PaperNearEnd; PaperNearEnd", false)] // somebody looked inside
    [InlineData("Ready; CoverOpen; CoverOpen, PaperOut; Ready", false)] // a jam: an open cover lifts the paper off its sensor
    [InlineData("Ready; PaperOut; Ready", false)] // the sensor was unsure
    [InlineData("PaperOut; Ready; CoverOpen; Ready", false)]
    [InlineData("PaperOut; CoverOpen; PaperOut; CoverOpen; Ready", true)] // closed without paper, then with it
    [InlineData("Ready; Ready", false)]
    public void A_new_roll_is_told_from_an_opened_cover(string story, bool changed)
    {
        var roll = story.Split(';').Select(Enum.Parse<PrinterStatus>).Aggregate(new RollState { Dots = 77 }, (state, status) => RollRules.After(state, status, Now));
        Assert.Equal(changed ? (0, Now) : (77, (DateTimeOffset?)null), (roll.Dots, roll.Since));
    }

    [Fact]
    public void A_paper_counts_with_its_cut_feed_and_through_a_restart()
    {
        _bench.Roll.Print(new Raster(384, 400)); // 50 mm and 10
        _bench.Roll.Print(new Raster(384, 800));
        Assert.Equal((170, 830, false), (_bench.Roll.UsedMillimetres, _bench.Roll.LeftMillimetres, _bench.Roll.NearEnd));
        _bench.Restart();
        Assert.Equal(170, _bench.Roll.UsedMillimetres);
        _bench.Roll.Saw(Out);
        _bench.Restart();
        _bench.Roll.Saw(Open);
        _bench.Restart();
        _bench.Roll.Saw(Good);
        Assert.Equal(0, _bench.Roll.UsedMillimetres);
        _bench.Restart();
        Assert.Equal((0, false), (_bench.Roll.UsedMillimetres, _bench.Roll.State.Since is null));
    }

    [Fact]
    public async Task A_roll_that_runs_low_is_told_by_the_count_or_by_the_sensor_whichever_is_first()
    {
        for (var i = 0; i < 60; i++) _bench.Papers.Add(i); // of 2.5 mm and 10
        await _bench.RunAsync();
        Assert.Equal((PaperState.Ready, 750), (_bench.Status.State, _bench.Roll.UsedMillimetres));
        for (var i = 0; i < 5; i++) _bench.Papers.Add(i);
        await _bench.RunAsync();
        Assert.Equal((PaperState.NearEnd, true), (_bench.Status.State, _bench.Status.Prints));
        _bench.Roll.Replace();
        await _bench.RunAsync();
        Assert.Equal((PaperState.Ready, 0), (_bench.Status.State, _bench.Roll.UsedMillimetres));
        _bench.Printer.Fault = Near;
        await _bench.RunAsync();
        Assert.Equal(PaperState.NearEnd, _bench.Status.State);
    }

    [Fact]
    public async Task A_paper_that_broke_off_counts_too()
    {
        _bench.Papers.Add(1);
        _bench.Printer.Rows = 5;
        await _bench.RunAsync();
        Assert.Equal(12, _bench.Roll.UsedMillimetres);
    }

    [Fact(Timeout = 180_000)]
    public async Task The_agent_tells_its_paper_and_takes_word_of_a_new_roll()
    {
        await using var agent = await TestAgent.ProvisionedAsync();
        await agent.StartAsync();
        var (code, answer, _) = await agent.CommandAsync(null, "paper", "new-roll");
        Assert.Equal((0, "new roll with 30000 mm; the last one gave 0 mm"), (code, answer.TrimEnd()));
        using var status = System.Text.Json.JsonDocument.Parse((await agent.CommandAsync(null, "status", "--json")).Answer);
        var paper = status.RootElement.GetProperty("paper");
        Assert.Equal(("Absent", 30_000), (paper.GetProperty("state").GetString(), paper.GetProperty("roll").GetProperty("leftMm").GetInt32()));
        Assert.NotNull(paper.GetProperty("roll").GetProperty("since").GetString());
    }

    [Fact(Timeout = 180_000)]
    public async Task A_near_end_longer_than_the_roll_is_refused()
    {
        await using var agent = await TestAgent.ProvisionedAsync();
        agent.Configuration = """{"Printing":{"RollLength":1000,"NearEnd":1000}}""";
        var (code, _, talk) = await agent.CommandAsync(null, "check");
        Assert.Equal(78, code);
        Assert.Contains("Printing:NearEnd must be less than Printing:RollLength", talk, StringComparison.Ordinal);
    }

    public void Dispose() => _bench.Dispose();
}
