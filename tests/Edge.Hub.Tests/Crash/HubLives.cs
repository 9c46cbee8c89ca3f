namespace Edge.Hub.Tests.Crash;

/// <summary>What happens to hubs.</summary>
internal static class HubLives
{
    /// <summary>Records in pieces and in one batch, a checkpoint, wrong bytes, a killed hub, a stopped hub.</summary>
    public static async Task OrdinaryAsync(HubLife life)
    {
        var (one, two) = (life.Make(6_000), life.Make(300));
        await life.OfferAsync(one, two);
        await life.SayAsync(life.Chunk(one, 0.5, 1));
        await life.SayAsync(life.Chunk(one, 0, 0.5), life.Chunk(two, 0, 0.5));
        await life.CheckpointAsync();
        var three = life.Make(2_000);
        await life.SayAsync(life.OfferOf(two, three), life.Chunk(three, 0, 1));
        life.Restart();
        await life.OfferAsync(one, two, three);
        await life.SayAsync(life.WrongChunk(three), life.Chunk(two, 0.5, 1));
        life.StopAndStart();
        var four = life.Make(500);
        await life.SayAsync(life.OfferOf(four), life.WrongChunk(four));
        await life.SayAsync(life.Chunk(four, 0, 1));
        await life.CheckpointAsync();
        await life.CheckpointAsync();
        var (six, seven) = (life.Make(300), life.Make(200));
        await life.SayAsync(life.Whole(six, seven));
        var five = life.Make(200);
        await life.SayAsync(life.OfferOf(five), life.Chunk(five, 0, 0.9));
    }

    /// <summary>One record, and no more.</summary>
    public static async Task ShortAsync(HubLife life)
    {
        var one = life.Make(500);
        await life.OfferAsync(one);
        await life.SayAsync(life.Chunk(one, 0, 0.5));
        await life.SayAsync(life.Chunk(one, 0.5, 1));
    }

    /// <summary>By dice.</summary>
    public static async Task RandomAsync(HubLife life, Random dice)
    {
        for (var deed = 0; deed < 12; deed++)
        {
            var open = life.Stories.Where(s => s.StoredAt is null).ToList();
            switch (dice.Next(9))
            {
                case 8: await life.SayAsync(life.Whole([.. open.Where(_ => dice.Next(2) == 0), life.Make(dice.Next(100, 2_000))])); break;
                case 0 or 1: await life.OfferAsync(life.Make(dice.Next(100, 9_000))); break;
                case 2 when dice.Next(2) == 0: life.Restart(); break;
                case 2: life.StopAndStart(); break;
                case 3: await life.CheckpointAsync(); break;
                default:
                    if (open.Count == 0) break;
                    var story = open[dice.Next(open.Count)];
                    var cut = dice.NextDouble();
                    var last = dice.Next(6) == 0 ? life.WrongChunk(story) : life.Chunk(story, cut, 1);
                    await life.SayAsync(life.OfferOf(story), life.Chunk(story, 0, cut));
                    await life.SayAsync(last);
                    break;
            }
        }
    }
}
