using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Edge.Hub.Areas.Officers;

/// <summary>Somebody who may sign in at the boards of some areas.</summary>
internal sealed class Officer
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public bool Locked { get; set; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>The officer's keys under the PIN, as an AreaOfficer without name and area key. The PIN itself is nowhere at the hub.</summary>
    public required byte[] Entry { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Officer>
    {
        public void Configure(EntityTypeBuilder<Officer> builder) => builder.ToTable("Officers").HasKey(o => o.Id);
    }
}

/// <summary>That an officer works in an area, with the area's private key for that officer alone.</summary>
internal sealed class OfficerArea
{
    public required string Officer { get; init; }

    public required string Area { get; init; }

    public required byte[] WrappedKey { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<OfficerArea>
    {
        public void Configure(EntityTypeBuilder<OfficerArea> builder)
        {
            builder.ToTable("OfficerAreas").HasKey(o => new { o.Area, o.Officer });
            builder.HasOne<Officer>().WithMany().HasForeignKey(o => o.Officer).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
