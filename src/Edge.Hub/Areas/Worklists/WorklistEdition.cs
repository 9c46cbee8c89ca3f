using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Edge.Hub.Areas.Worklists;

/// <summary>A worklist as boards of its area get it: whole, or as the difference to an earlier one. Who is on it is sealed to the area.</summary>
internal sealed class WorklistEdition
{
    public required string Area { get; init; }

    public required long Version { get; init; }

    /// <summary>What it is a difference to; 0 for a whole list.</summary>
    public required long BaseVersion { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public required DateTimeOffset ImportedAt { get; init; }

    public required int Added { get; init; }

    public required int Altered { get; init; }

    public required int Removed { get; init; }

    public required long Size { get; init; }

    /// <summary>A Worklist message.</summary>
    public required byte[] Bytes { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<WorklistEdition>
    {
        public void Configure(EntityTypeBuilder<WorklistEdition> builder) => builder.ToTable("WorklistEditions").HasKey(e => new { e.Area, e.Version, e.BaseVersion });
    }
}
