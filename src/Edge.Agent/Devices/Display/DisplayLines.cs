namespace Edge.Agent.Devices.Display;

/// <summary>What a call display is to show.</summary>
/// <param name="Lines">A line for each row, the first on top.</param>
/// <param name="Large">The row whose text is to be as large as two; the next one is empty. Where the display cannot do that, it stands in its row like others.</param>
internal sealed record DisplayLines(IReadOnlyList<string> Lines, int? Large = null)
{
    public static DisplayLines None { get; } = new([]);

    /// <summary>Empty where there is none.</summary>
    public string Row(int row) => row < Lines.Count ? Lines[row] : "";

    public bool IsSameAs(DisplayLines other) => Large == other.Large && Lines.SequenceEqual(other.Lines);
}
