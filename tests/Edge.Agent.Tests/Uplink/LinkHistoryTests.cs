namespace Edge.Agent.Tests.Uplink;

/// <summary>All of the uplink's policy together (when to dial, what to offer, how much to send, when a link is dead) over thousands of link histories.</summary>
public sealed class LinkHistoryTests
{
    [Fact]
    public void Every_time_of_signal_longer_than_a_connection_and_a_chunk_makes_progress_and_all_arrives()
    {
        var (windows, delivered) = (0, 0);
        for (var seed = 0; seed < 1_000; seed++)
        {
            var run = new SimulatedUplink(new Random(seed));
            run.Run();
            Assert.True(run.Delivered, $"seed {seed}: not all arrived within a day");
            foreach (var window in run.Windows)
            {
                Assert.True(window.Fresh > 0, $"seed {seed}: {window.Signal} brought nothing, although a connection and a chunk take {window.Needs.TotalSeconds:0.0} s");
            }
            windows += run.Windows.Count;
            delivered += run.Records;
        }
        Assert.True(windows > 500, $"only {windows} times of signal counted");
        TestContext.Current.TestOutputHelper?.WriteLine($"{windows} times of signal, {delivered} records");
    }
}
