using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Edge.Hub.Archive;

/// <summary>Something refused or odd, on record: one row per board and kind, with how often and when.</summary>
internal sealed class Incident
{
    public long Key { get; init; }

    /// <summary>The board whose connection it came over.</summary>
    public required string Node { get; init; }

    /// <summary>A short name such as <c>malformed-chunk</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The newest occurrence in words; never the bytes themselves.</summary>
    public string Detail { get; set; } = "";

    public long Count { get; set; }

    public DateTimeOffset FirstAt { get; init; }

    public DateTimeOffset LastAt { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Incident>
    {
        public void Configure(EntityTypeBuilder<Incident> builder)
        {
            builder.ToTable("Incidents").HasKey(i => i.Key);
            builder.HasIndex(i => new { i.Node, i.Kind }).IsUnique();
        }
    }
}
