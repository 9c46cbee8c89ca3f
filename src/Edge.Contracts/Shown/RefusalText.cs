namespace Edge.Contracts.Shown;

/// <summary>Why a board would not take something, as it is told to the hub.</summary>
public static class RefusalText
{
    /// <summary>Of our own words.</summary>
    public static string Of(string why) => Cut(PlainText.Of(why));

    /// <summary>Of what a board said: no longer than it may be.</summary>
    public static string Cut(string told) => told.Length <= Limits.RefusalLetters ? told : told[..Limits.RefusalLetters];
}
