namespace Edge.Hub.Chains;

/// <summary>Numbers of records; both ends belong to it.</summary>
internal sealed record NumberRange(long First, long Last)
{
    public long Count => Last - First + 1;
}
