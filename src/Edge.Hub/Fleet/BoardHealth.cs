using Edge.Contracts.Sparkplug;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Edge.Hub.Fleet;

/// <summary>The last a board told of itself, so that a restarted hub still knows it, and how old it is.</summary>
internal sealed class BoardHealth
{
    public required string Node { get; init; }

    /// <summary>Of the newest birth, so that its death is known.</summary>
    public int BirthDeath { get; set; }

    /// <summary>Its death was heard, and when.</summary>
    public DateTimeOffset? DiedAt { get; set; }

    /// <summary>A Sparkplug payload of every value by name; its times are the hub's, at which each was told.</summary>
    public byte[] Values { get; set; } = [];

    internal sealed class Configuration : IEntityTypeConfiguration<BoardHealth>
    {
        public void Configure(EntityTypeBuilder<BoardHealth> builder) => builder.ToTable("BoardHealth").HasKey(h => h.Node);
    }
}

/// <summary>A value and when it was told, by the hub's clock; null where the board does not know it.</summary>
internal sealed record ToldValue(SparkplugType Type, object? Value, DateTimeOffset At);

/// <summary>Whether a board is connected, as far as its births and deaths tell.</summary>
internal enum Presence
{
    /// <summary>Nothing was heard since this hub has been listening.</summary>
    Unheard,

    Online,

    Offline,
}
