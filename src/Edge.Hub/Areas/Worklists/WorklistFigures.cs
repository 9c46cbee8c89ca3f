using Edge.Contracts.Areas;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Edge.Hub.Areas.Worklists;

/// <summary>A worklist in numbers, as it was imported: who is on it is nobody's to know here, how many need what is.</summary>
internal sealed class WorklistFigures
{
    public required string Area { get; init; }

    public required long Version { get; init; }

    public required DateTimeOffset ImportedAt { get; init; }

    public required int People { get; init; }

    /// <summary>Were not on the list before.</summary>
    public required int Added { get; init; }

    /// <summary>Were on the list before and are not any more.</summary>
    public required int Gone { get; init; }

    /// <summary>Come only if fetched.</summary>
    public required int NeedsRide { get; init; }

    /// <summary>Cannot come, and are to be visited.</summary>
    public required int NeedsVisit { get; init; }

    public required int LacksCard { get; init; }

    public required int LacksAccount { get; init; }

    public required int LacksActivation { get; init; }

    public static WorklistFigures Of(string area, long version, DateTimeOffset importedAt, int added, int gone, IReadOnlyCollection<ListedPerson> people) => new()
    {
        Area = area,
        Version = version,
        ImportedAt = importedAt,
        People = people.Count,
        Added = added,
        Gone = gone,
        NeedsRide = With(people, WorklistMarks.NeedsRide),
        NeedsVisit = With(people, WorklistMarks.NeedsVisit),
        LacksCard = With(people, WorklistMarks.LacksCard),
        LacksAccount = With(people, WorklistMarks.LacksAccount),
        LacksActivation = With(people, WorklistMarks.LacksActivation),
    };

    private static int With(IEnumerable<ListedPerson> people, WorklistMarks mark) => people.Count(p => p.Marks.HasFlag(mark));

    internal sealed class Configuration : IEntityTypeConfiguration<WorklistFigures>
    {
        public void Configure(EntityTypeBuilder<WorklistFigures> builder) => builder.ToTable("WorklistFigures").HasKey(f => new { f.Area, f.Version });
    }
}
