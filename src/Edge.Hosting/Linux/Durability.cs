namespace Edge.Hosting.Linux;

/// <summary>What a file system does with its files when the power goes.</summary>
internal enum Durability
{
    Durable,

    /// <summary>It cannot be told, as with an overlay whose upper side is out of sight.</summary>
    Unknown,

    /// <summary>They are gone.</summary>
    Volatile,
}
