namespace Edge.Demo.Show;

/// <summary>How an unattended run divides its time.</summary>
internal static class RunPlan
{
    private static readonly TimeSpan LeastAccepting = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LeastReserve = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan MostReserve = TimeSpan.FromSeconds(30);

    /// <summary>Draining is bounded so that a run that will never drain ends, and says so.</summary>
    public static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(120);

    /// <summary>How much longer to accept when so much of the run is over: a third of the run is left for draining and checking.</summary>
    public static TimeSpan Accepting(TimeSpan run, TimeSpan elapsed)
    {
        var third = run / 3;
        var reserve = third < LeastReserve ? LeastReserve : third > MostReserve ? MostReserve : third;
        var left = run - reserve - elapsed;
        return left > LeastAccepting ? left : LeastAccepting;
    }
}
