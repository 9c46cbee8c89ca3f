using Edge.Agent.Kiosk.Office;
using Edge.Agent.Tests.Support;

namespace Edge.Agent.Tests.Kiosk;

public sealed class TicketPapersTests : IDisposable
{
    private readonly KioskBench _kiosk = new();

    public TicketPapersTests() => _kiosk.Do(new KioskCommand.OpenDay());

    [Fact]
    public void Papers_come_oldest_first_and_each_once_also_over_a_restart()
    {
        using var folder = new TestFolder();
        using (var kiosk = new KioskBench(folder: folder.Root))
        {
            Assert.Null(kiosk.Papers.Next());
            kiosk.Do(new KioskCommand.OpenDay());
            for (var i = 0; i < 3; i++) kiosk.Give();
            var first = kiosk.Papers.Next()!;
            Assert.Equal(first.Id, kiosk.Papers.Next()!.Id); // until it is on paper
            kiosk.Papers.Printed(first);
            Assert.NotEqual(first.Id, kiosk.Papers.Next()!.Id);
        }
        using var again = new KioskBench(folder: folder.Root);
        Assert.Equal(["A002", "A003"], Printed(again));
    }

    [Fact]
    public void Whoever_has_left_needs_no_paper()
    {
        for (var i = 0; i < 4; i++) _kiosk.Give();
        _kiosk.Do(new KioskCommand.Next());
        _kiosk.Do(new KioskCommand.Next());
        Assert.Equal(["A002", "A003", "A004"], Printed(_kiosk)); // the first was served while the printer was empty
        _kiosk.Give();
        _kiosk.Do(new KioskCommand.CloseDay());
        Assert.Null(_kiosk.Papers.Next());
    }

    [Fact]
    public void A_new_ticket_wakes_whoever_waits_for_papers()
    {
        var changed = _kiosk.Papers.Changed;
        Assert.False(changed.IsCompleted);
        _kiosk.Give();
        Assert.True(changed.IsCompleted);
    }

    [Fact]
    public void A_ticket_says_who_is_before_and_its_code_names_nobody()
    {
        _kiosk.Give();
        _kiosk.Give("account", language: "en");
        _kiosk.Give(priority: true);
        _kiosk.Do(new KioskCommand.Next());
        _kiosk.Pass(90);
        _kiosk.Do(new KioskCommand.Done());
        Printed(_kiosk);
        var (first, second) = (_kiosk.Drawn[0], _kiosk.Drawn[1]);
        Assert.Equal(("A001", 0, TimeSpan.Zero), (first.Number, first.PeopleBefore, first.ExpectedWait));
        Assert.Equal(("B001", 1, TimeSpan.FromSeconds(90)), (second.Number, second.PeopleBefore, second.ExpectedWait));
        Assert.Equal(("Digital account, level 2", "account", "en"), (second.Service, second.Pictogram, second.Language));
        Assert.Equal(TimeSpan.FromHours(7), second.IssuedAt!.Value.Offset);
        Assert.Matches("^edge1:ticket:kiosk-1:1:B001:[2-9A-HJKMNP-Z]{6}$", second.Code);
        Assert.NotEqual(first.Code[^6..], second.Code[^6..]);
    }

    public void Dispose() => _kiosk.Dispose();

    private static List<string> Printed(KioskBench kiosk)
    {
        var from = kiosk.Drawn.Count;
        while (kiosk.Papers.Next() is { } paper)
        {
            paper.Draw(384);
            kiosk.Papers.Printed(paper);
        }
        return [.. kiosk.Drawn.Skip(from).Select(f => f.Number)];
    }
}
