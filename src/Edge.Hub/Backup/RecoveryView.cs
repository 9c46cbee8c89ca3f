namespace Edge.Hub.Backup;

/// <summary>What became of a board's records since the archive was last restored or begun anew.</summary>
/// <param name="Restores">Every restore of this archive, oldest first.</param>
/// <param name="Asked">Records the board keeps and the archive had not.</param>
/// <param name="GotBack">How many of them are stored again.</param>
/// <param name="Missing">Numbers the board used that are neither stored nor asked for: still waiting on the board while it has a backlog, lost otherwise.</param>
internal sealed record RecoveryView(IReadOnlyList<RestoreView> Restores, long Asked, long GotBack, IReadOnlyList<NumberRange> Missing, long Backlog)
{
    /// <summary>The story in a person's words.</summary>
    public IEnumerable<string> Lines()
    {
        foreach (var r in Restores) yield return $"The archive was restored on {r.At:yyyy-MM-dd HH:mm} UTC from backup {r.Copy} of {r.CopyBegunAt:yyyy-MM-dd HH:mm} UTC (archive epoch {r.Epoch}).";
        if (Asked > 0) yield return $"Asked back from this board: {Asked} records; got back: {GotBack}; still to come: {Asked - GotBack}.";
        if (Missing.Count == 0) yield break;
        var numbers = $"{Missing.Sum(m => m.Last - m.First + 1)} record(s) are not here: numbers {string.Join(", ", Missing.Take(20))}{(Missing.Count > 20 ? " and more" : "")}";
        yield return Backlog > 0 ? $"{numbers}. The board still has {Backlog} waiting." : $"{numbers}. The board has nothing waiting and does not keep them: they can never be had again from it.";
    }
}
