using Edge.Agent.Kiosk.Printing;

namespace Edge.Agent.Tests.Kiosk.Printing;

public sealed class PaperSourcesTests
{
    [Fact(Timeout = 120_000)]
    public async Task Tickets_come_first_and_each_source_notes_its_own()
    {
        var (tickets, slips) = (new PaperPile(), new PaperPile());
        var both = new PaperSources([tickets, slips]);
        Assert.Null(both.Next());
        var changed = both.Changed;
        slips.Add(1);
        await changed.WaitAsync(TestContext.Current.CancellationToken);
        tickets.Add(2);
        var first = both.Next()!;
        both.Printed(first);
        Assert.Equal(("2", 0, 1), (first.Id, tickets.Waiting, slips.Waiting));
        Assert.Throws<ArgumentException>(() => both.Printed(first));
        both.Printed(both.Next()!);
        Assert.Equal(0, slips.Waiting);
    }
}
