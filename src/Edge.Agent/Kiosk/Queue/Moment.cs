namespace Edge.Agent.Kiosk.Queue;

/// <summary>A moment of one boot: times between two of them are right whatever the wall clock says.</summary>
internal readonly record struct Moment(Guid Boot, ulong Milliseconds)
{
    /// <summary>The time since an earlier moment; null over a restart of the board, which no clock of ours spans.</summary>
    public TimeSpan? Since(Moment earlier) =>
        Boot == earlier.Boot && Milliseconds >= earlier.Milliseconds ? TimeSpan.FromMilliseconds(Milliseconds - earlier.Milliseconds) : null;
}
