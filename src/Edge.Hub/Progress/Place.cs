using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Edge.Hub.Progress;

/// <summary>A place in the tree of places: a province, a commune, a hamlet. One whose code is a group of boards has those boards.</summary>
internal sealed class Place
{
    public required string Code { get; init; }

    /// <summary>As people write it, such as Mường Lay.</summary>
    public required string Name { get; set; }

    /// <summary>The place it is in; null at the top.</summary>
    public string? Parent { get; set; }

    /// <summary>How many people are to be enrolled; null where the places in it say so.</summary>
    public long? Target { get; set; }

    /// <summary>The last day for it.</summary>
    public DateOnly? Deadline { get; set; }

    /// <summary>People a day that are wanted: at least so many.</summary>
    public int? QuotaLow { get; set; }

    /// <summary>And that at most; the same as <see cref="QuotaLow"/> where it is one number.</summary>
    public int? QuotaHigh { get; set; }

    /// <summary>Which service counts towards the target; null where the place above says so.</summary>
    public string? Service { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Place>
    {
        public void Configure(EntityTypeBuilder<Place> builder) => builder.ToTable("Places").HasKey(p => p.Code);
    }
}
