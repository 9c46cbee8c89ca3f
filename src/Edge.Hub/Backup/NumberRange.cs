namespace Edge.Hub.Backup;

/// <summary>Record numbers from first to last.</summary>
internal sealed record NumberRange(long First, long Last)
{
    public override string ToString() => First == Last ? $"{First}" : $"{First} to {Last}";
}
