using Edge.Hub.Views.Fleet;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Edge.Hub.Alerts;

/// <summary>Something that was wrong for a while. Of one board and cause at most one is open.</summary>
internal sealed class Alert
{
    public long Key { get; init; }

    /// <summary>Empty where it is the hub itself.</summary>
    public required string Node { get; init; }

    public required string Group { get; init; }

    public required BoardCause Cause { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When it was last seen to hold.</summary>
    public DateTimeOffset LastAt { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }

    public DateTimeOffset? AckedAt { get; set; }

    public string AckedBy { get; set; } = "";

    public string Note { get; set; } = "";

    internal sealed class Configuration : IEntityTypeConfiguration<Alert>
    {
        public void Configure(EntityTypeBuilder<Alert> builder)
        {
            builder.ToTable("Alerts").HasKey(a => a.Key);
            builder.HasIndex(a => new { a.Node, a.Cause }).IsUnique().HasFilter("\"ClosedAt\" IS NULL");
            builder.HasIndex(a => new { a.Node, a.Key });
            builder.HasIndex(a => a.ClosedAt);
        }
    }
}
