using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Edge.Hub.Archive;

/// <summary>How many stored records of one sort there are. A record is counted in one row for good (<see cref="ArchivedRecord.Counted"/>), so that what is taken back leaves where it came in.</summary>
internal sealed class ProgressCount
{
    public long Id { get; init; }

    public required string Area { get; init; }

    public required string Node { get; init; }

    public required string Officer { get; init; }

    public required int Day { get; init; }

    public required string Kind { get; init; }

    public required string Outcome { get; init; }

    public required long Count { get; init; }

    public RecordSort Sort => new(Area, Node, Officer, Day, Kind, Outcome);

    internal sealed class Configuration : IEntityTypeConfiguration<ProgressCount>
    {
        public void Configure(EntityTypeBuilder<ProgressCount> builder)
        {
            builder.ToTable("ProgressCounts").HasKey(c => c.Id);
            // By board and day first: how many sorts a board has on a day is asked before another one is begun.
            builder.HasIndex(c => new { c.Node, c.Day, c.Area, c.Officer, c.Kind, c.Outcome }).IsUnique();
            builder.HasIndex(c => new { c.Area, c.Day });
        }
    }
}

/// <summary>The same by area alone, and over all days: what every page begins with is some rows of this.</summary>
internal sealed class AreaCount
{
    /// <summary>The day that stands for all days together.</summary>
    public const int AllDays = 0;

    public required string Area { get; init; }

    public required int Day { get; init; }

    public required string Kind { get; init; }

    public required string Outcome { get; init; }

    public required long Count { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<AreaCount>
    {
        public void Configure(EntityTypeBuilder<AreaCount> builder) => builder.ToTable("AreaCounts").HasKey(c => new { c.Day, c.Area, c.Kind, c.Outcome });
    }
}
