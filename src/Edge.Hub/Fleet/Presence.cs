namespace Edge.Hub.Fleet;

/// <summary>Whether a board is connected, as far as its births and deaths tell.</summary>
internal enum Presence
{
    /// <summary>Nothing was heard since this hub has been listening.</summary>
    Unheard,

    Online,

    Offline,
}
