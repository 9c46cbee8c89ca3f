using Edge.Contracts.Uplink;
using FsCheck;
using FsCheck.Fluent;

namespace Edge.Contracts.Tests.Uplink;

/// <summary>The set beside the simplest thing that could be right: one flag a byte.</summary>
public sealed class RangeSetTests
{
    private const int Size = 48;

    // Empty and inverted ranges are among them: callers compute ends.
    private static readonly Gen<Step[]> Steps = (
        from remove in Gen.Frequency((2, Gen.Constant(false)), (1, Gen.Constant(true)))
        from first in Gen.Choose(0, Size)
        from end in Gen.Choose(0, Size)
        select new Step(remove, first, end)).ArrayOf(25);

    private sealed record Step(bool Remove, int First, int End);

    [Fact]
    public void It_holds_what_a_bitmap_holds() => Property.Holds(Steps, steps =>
    {
        var set = new RangeSet();
        var bitmap = new bool[Size];
        foreach (var step in steps)
        {
            if (step.Remove) set.Remove(step.First, step.End);
            else set.Add(step.First, step.End);
            for (var i = step.First; i < step.End; i++) bitmap[i] = !step.Remove;

            AssertSame(bitmap, set);
        }
    }, count: 1_000);

    [Fact]
    public void It_knows_the_same_parts_as_missing() =>
        Property.Holds(from steps in Steps from f in Gen.Choose(0, Size) from t in Gen.Choose(0, Size) select (steps, f, t), c =>
        {
            var set = new RangeSet();
            foreach (var step in c.steps) set.Add(step.First, step.End);
            var bitmap = Bitmap(set);

            Assert.Equal(Runs(bitmap, held: false, c.f, c.t), set.Missing(c.f, c.t));
            Assert.Equal(Runs(bitmap, held: false, 0, Size), set.Missing(Size));
            var all = c.t <= c.f || Enumerable.Range(c.f, c.t - c.f).All(i => bitmap[i]);
            Assert.Equal(all, set.Contains(c.f, c.t));
        }, count: 1_000);

    [Fact]
    public void Taking_out_nothing_changes_nothing()
    {
        var set = new RangeSet();
        set.Add(0, 10);
        set.Remove(5, 5);
        set.Remove(7, 3);

        Assert.Equal([(0L, 10L)], set);
    }

    [Fact]
    public void Neighbours_become_one_and_a_negative_offset_is_refused()
    {
        var set = new RangeSet();
        set.Add(0, 5);
        set.Add(10, 15);
        set.Add(5, 10);

        Assert.Equal([(0L, 15L)], set);
        Assert.Throws<ArgumentOutOfRangeException>(() => set.Add(-1, 5));
        set.Clear();
        Assert.Empty(set);
    }

    private static void AssertSame(bool[] bitmap, RangeSet set)
    {
        Assert.Equal(Runs(bitmap, held: true, 0, Size), set);
        Assert.Equal(bitmap.Count(b => b), set.Covered);
        Assert.Equal(Runs(bitmap, held: true, 0, Size).Count, set.Count);
    }

    private static bool[] Bitmap(RangeSet set) =>
        [.. Enumerable.Range(0, Size).Select(i => set.Any(r => r.First <= i && i < r.End))];

    private static List<(long First, long End)> Runs(bool[] bitmap, bool held, int from, int to)
    {
        var runs = new List<(long, long)>();
        for (var i = from; i < to; i++)
        {
            if (bitmap[i] != held) continue;
            var first = i;
            while (i < to && bitmap[i] == held) i++;
            runs.Add((first, i));
        }
        return runs;
    }
}
