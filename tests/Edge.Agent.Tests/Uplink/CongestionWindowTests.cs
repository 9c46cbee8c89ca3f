using Edge.Agent.Uplink.Transfer;

namespace Edge.Agent.Tests.Uplink;

public sealed class CongestionWindowTests
{
    private const int Largest = 1 << 20;
    private const int LargestChunk = 16 * 1024;

    /// <summary>Bytes a second, delay there and back in milliseconds.</summary>
    [Theory]
    [InlineData(8_000, 300)]
    [InlineData(32_000, 300)]
    [InlineData(125_000, 40)]
    [InlineData(125_000, 600)]
    [InlineData(1_250_000, 100)]
    public void The_window_settles_between_one_and_four_times_what_fills_the_link(int rate, int delay)
    {
        var congestion = new CongestionWindow(Largest, LargestChunk);
        var link = new Pipe(congestion, rate, TimeSpan.FromMilliseconds(delay));
        link.Run(TimeSpan.FromSeconds(30));
        // A chunk's own time on the link counts to the delay an answer takes.
        var fills = rate * (delay / 1000.0 + congestion.ChunkBytes / (double)rate);
        Assert.InRange(congestion.WindowBytes, Math.Min(fills, CongestionWindow.LeastWindow), Math.Max(4 * fills, CongestionWindow.LeastWindow) + congestion.ChunkBytes);
        Assert.InRange(congestion.Rate!.Value, 0.8 * rate, 1.3 * rate);
        Assert.True(link.Share > 0.9, $"only {link.Share:P0} of the link was used");
    }

    [Fact]
    public void A_chunk_takes_a_quarter_of_a_second_and_more_the_more_a_connection_carries_but_never_more_than_a_whole_one()
    {
        Assert.InRange(Settled(32_000, seconds: 2).ChunkBytes, 6 * 1024, 10 * 1024);
        Assert.InRange(Settled(32_000, seconds: 30).ChunkBytes, 13 * 1024, 16 * 1024);
        // What cuts and headers cost together is least at the square root of twice 128 bytes times what is carried.
        Assert.InRange(Settled(8_000, seconds: 30).ChunkBytes, 6 * 1024, 8 * 1024);
        Assert.InRange(Settled(4_000, seconds: 300).ChunkBytes, 3 * 1024, 4 * 1024);
        Assert.Equal(LargestChunk, Settled(1_000_000, seconds: 30).ChunkBytes);
    }

    [Fact]
    public void A_connection_begins_with_the_chunks_of_those_before_it_and_one_short_one_does_not_shrink_them_to_its_own()
    {
        var congestion = Settled(32_000, seconds: 30);
        var before = congestion.ChunkBytes;
        congestion.ConnectionOpened();
        AnswerOnce(congestion);
        Assert.Equal(before, congestion.ChunkBytes);
        congestion.ConnectionOpened();
        AnswerOnce(congestion);
        Assert.InRange(congestion.ChunkBytes, before / 2, before - 1);
    }

    [Fact]
    public void The_kernel_gets_the_next_chunk_while_it_has_something_left_for_a_round_trip()
    {
        Assert.Equal(TimeSpan.Zero, new CongestionWindow(Largest, LargestChunk).BusyFor(1 << 20, TimeSpan.Zero));
        var (congestion, roundTrip) = (Settled(32_000), TimeSpan.FromMilliseconds(300));
        Assert.Equal(TimeSpan.Zero, congestion.BusyFor((long)(0.5 * 32_000), roundTrip));
        Assert.InRange(congestion.BusyFor(2 * 32_000, roundTrip).TotalSeconds, 1.2, 1.6);
    }

    [Fact]
    public void Whoever_was_late_leaves_more_to_the_kernel_for_a_while()
    {
        var congestion = Settled(32_000);
        var before = congestion.BusyFor(3 * 32_000, TimeSpan.Zero);
        congestion.WasLate(TimeSpan.FromSeconds(0.6));
        var after = congestion.BusyFor(3 * 32_000, TimeSpan.Zero);
        Assert.InRange((before - after).TotalSeconds, 0.6, 0.7);
        congestion.WasLate(TimeSpan.FromMinutes(1));
        Assert.InRange((before - congestion.BusyFor(3 * 32_000, TimeSpan.Zero)).TotalSeconds, 1.2, 1.3);
        for (var i = 0; i < 1_000; i++) congestion.WasLate(TimeSpan.Zero);
        Assert.Equal(before, congestion.BusyFor(3 * 32_000, TimeSpan.Zero));
    }

    [Fact]
    public void A_new_connection_may_have_any_link_until_it_has_been_answered()
    {
        var congestion = Settled(1_000_000);
        congestion.ConnectionOpened();
        Assert.Equal(8 * 1024, congestion.ChunkBytes);
        Assert.Equal(TimeSpan.Zero, congestion.BusyFor(8 * 1024, TimeSpan.Zero));
        Assert.NotEqual(TimeSpan.Zero, congestion.BusyFor(9 * 1024, TimeSpan.Zero));
    }

    [Fact]
    public void The_kernel_is_given_a_round_trip_and_less_than_any_modem_queues()
    {
        var congestion = Settled(32_000);
        Assert.InRange(congestion.KernelBytes(TimeSpan.FromMilliseconds(300))!.Value, (int)(0.4 * 32_000), (int)(0.6 * 32_000));
        congestion.ConnectionOpened();
        Assert.Null(congestion.KernelBytes(TimeSpan.Zero));
    }

    [Fact]
    public void So_may_one_that_was_idle()
    {
        var congestion = Settled(1_000_000);
        congestion.Idle(TimeSpan.FromSeconds(30.5));
        Assert.Equal(LargestChunk, congestion.ChunkBytes);
        congestion.Idle(TimeSpan.FromMinutes(1));
        Assert.Equal(8 * 1024, congestion.ChunkBytes);
        AnswerOnce(congestion);
        Assert.Equal(LargestChunk, congestion.ChunkBytes);
    }

    [Fact]
    public void The_kernel_knows_first_where_a_link_has_become_slower_and_one_low_figure_is_chance()
    {
        var congestion = Settled(1_000_000);
        var (rate, now) = (congestion.Rate!.Value, TimeSpan.FromMinutes(1));
        congestion.Measured(1_000_000, now);
        congestion.Measured(500, now + TimeSpan.FromSeconds(1));
        Assert.Equal(rate, congestion.Rate!.Value);
        congestion.Measured(8_000, now + TimeSpan.FromSeconds(3.5));
        Assert.Equal(10_000, congestion.Rate!.Value);
        Assert.InRange(congestion.ChunkBytes, 2 * 1024, 10_000);
        Assert.InRange(congestion.WindowBytes, CongestionWindow.LeastWindow, 64 * 1024);
        // It says nothing where there is too little to send: the answers' figure stands again.
        congestion.Measured(0, now + TimeSpan.FromSeconds(6));
        Assert.Equal(rate, congestion.Rate!.Value);
    }

    [Fact]
    public void A_link_that_became_slower_narrows_the_window_and_one_that_became_faster_widens_it()
    {
        var congestion = Settled(500_000);
        var wide = congestion.WindowBytes;
        var slow = new Pipe(congestion, 8_000, TimeSpan.FromMilliseconds(300));
        slow.Run(TimeSpan.FromSeconds(60));
        var narrow = congestion.WindowBytes;
        Assert.True(narrow < wide / 4, $"{wide} became {narrow}");
        new Pipe(congestion, 500_000, TimeSpan.FromMilliseconds(300)).Run(TimeSpan.FromSeconds(30));
        Assert.True(congestion.WindowBytes > wide / 2, $"{narrow} became {congestion.WindowBytes}");
    }

    [Fact]
    public void A_new_connection_starts_from_what_the_last_one_carried_and_believes_its_own_after_some_answers()
    {
        var congestion = Settled(1_000_000);
        var (rate, window) = (congestion.Rate!.Value, congestion.WindowBytes);
        congestion.ConnectionOpened();
        Assert.Equal(rate, congestion.Rate!.Value);
        Assert.InRange(congestion.WindowBytes, CongestionWindow.LeastWindow, Math.Min(window, 64 * 1024));

        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(rate, congestion.Rate!.Value);
            congestion.Landed(congestion.Sent(4_000, alone: true, TimeSpan.FromSeconds(50 + i)), 4_000, TimeSpan.FromSeconds(51 + i));
            congestion.Answered(TimeSpan.FromSeconds(51 + i));
        }
        Assert.Equal(4_000, congestion.Rate!.Value, 1);
        Assert.Equal(CongestionWindow.LeastWindow, congestion.WindowBytes);
    }

    [Fact]
    public void A_new_connection_over_the_same_link_does_not_pause_after_its_first_answers()
    {
        var congestion = Settled(32_000);
        congestion.ConnectionOpened();
        // And the hub answers a little later than it did.
        var link = new Pipe(congestion, 32_000, TimeSpan.FromMilliseconds(500));
        link.Run(TimeSpan.FromSeconds(4));
        Assert.Equal(TimeSpan.Zero, link.Idle);
    }

    [Fact]
    public void Answers_that_come_all_at_once_do_not_flatter_the_link()
    {
        var congestion = new CongestionWindow(Largest, LargestChunk);
        var marks = Enumerable.Range(0, 8).Select(i => congestion.Sent(1_000, i == 0, TimeSpan.FromSeconds(0))).ToList();
        foreach (var mark in marks) congestion.Landed(mark, 1_000, TimeSpan.FromSeconds(1));
        congestion.Answered(TimeSpan.FromSeconds(1));
        Assert.Equal(8_000, congestion.Rate!.Value, 1);
    }

    private static void AnswerOnce(CongestionWindow congestion)
    {
        congestion.Landed(congestion.Sent(1_000, alone: true, TimeSpan.FromHours(1)), 1_000, TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));
        congestion.Answered(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));
    }

    private static CongestionWindow Settled(int rate, double seconds = 30)
    {
        var congestion = new CongestionWindow(Largest, LargestChunk);
        new Pipe(congestion, rate, TimeSpan.FromMilliseconds(300)).Run(TimeSpan.FromSeconds(seconds));
        return congestion;
    }

    /// <summary>A link of one rate and delay with an endless record to send over it; an answer follows each chunk.</summary>
    private sealed class Pipe(CongestionWindow congestion, int rate, TimeSpan delay)
    {
        private readonly Queue<(TimeSpan At, CongestionWindow.Mark Mark, int Bytes)> _answers = new();
        private TimeSpan _free;
        private TimeSpan _now;
        private long _carried;
        private int _underWay;

        public double Share { get; private set; }

        /// <summary>How long the link had nothing to carry after the first byte.</summary>
        public TimeSpan Idle { get; private set; }

        public void Run(TimeSpan span)
        {
            // Starting half way: what is learnt first counts for little.
            var (half, carriedAtHalf) = (span / 2, 0L);
            while (_now < span)
            {
                Fill();
                var (at, mark, bytes) = _answers.Dequeue();
                if (_now < half && at >= half) carriedAtHalf = _carried;
                _now = at;
                _underWay -= bytes;
                _carried += bytes;
                congestion.Landed(mark, bytes, _now);
                congestion.Answered(_now);
            }
            Share = (_carried - carriedAtHalf) / (rate * (_now - half).TotalSeconds);
        }

        private void Fill()
        {
            while (_underWay == 0 || _underWay + congestion.ChunkBytes <= congestion.WindowBytes)
            {
                var bytes = congestion.ChunkBytes;
                var mark = congestion.Sent(bytes, _underWay == 0, _now);
                if (_carried > 0 && _now > _free) Idle += _now - _free;
                _free = (_free > _now ? _free : _now) + TimeSpan.FromSeconds(bytes / (double)rate);
                _answers.Enqueue((_free + delay, mark, bytes));
                _underWay += bytes;
            }
        }
    }
}
