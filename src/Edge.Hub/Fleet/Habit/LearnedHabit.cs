using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Edge.Hub.Fleet.Habit;

/// <summary>What was last learned of a board's habit, so that a restarted hub need not read sixty days again.</summary>
internal sealed class LearnedHabit
{
    public required string Node { get; init; }

    /// <summary>The day up to which its history was looked at.</summary>
    public int Day { get; set; }

    /// <summary>As JSON; empty where there was too little to learn from.</summary>
    public string Rhythm { get; set; } = "";

    internal sealed class Configuration : IEntityTypeConfiguration<LearnedHabit>
    {
        public void Configure(EntityTypeBuilder<LearnedHabit> builder) => builder.ToTable("BoardHabits").HasKey(h => h.Node);
    }
}
