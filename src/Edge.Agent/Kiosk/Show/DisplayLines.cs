namespace Edge.Agent.Kiosk.Show;

/// <summary>What stands on the call display.</summary>
/// <param name="Lines">A line for each row, at most.</param>
/// <param name="Large">The row whose text is as large as two rows; the next one is empty.</param>
internal sealed record DisplayLines(IReadOnlyList<string> Lines, int? Large = null)
{
    public static DisplayLines None { get; } = new([]);

    public bool IsSameAs(DisplayLines other) => Large == other.Large && Lines.SequenceEqual(other.Lines);
}
