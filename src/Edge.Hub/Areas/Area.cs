using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Edge.Hub.Areas;

/// <summary>A group of boards that has officers, a worklist, answers or a quota.</summary>
internal sealed class Area
{
    public required string Name { get; init; }

    /// <summary>The area's public key, DER SubjectPublicKeyInfo; worklists are sealed to it.</summary>
    public required byte[] Spki { get; init; }

    /// <summary>People a team is to enrol in a day; 0 where none is set.</summary>
    public int DailyQuota { get; set; }

    public long FileVersion { get; set; }

    /// <summary>The area file of that version, as boards get it.</summary>
    public byte[] File { get; set; } = [];

    public long WorklistVersion { get; set; }

    /// <summary>The number that the next new person of the worklist gets; none is given twice.</summary>
    public long NextEntry { get; set; } = 1;

    public long AnswersVersion { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Area>
    {
        public void Configure(EntityTypeBuilder<Area> builder) => builder.ToTable("Areas").HasKey(a => a.Name);
    }
}
