using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Edge.Hub.Archive;

/// <summary>What a board last said of itself; every value is as old as <see cref="LastContactAt"/>.</summary>
internal sealed class BoardContact
{
    public required string Node { get; init; }

    public DateTimeOffset LastContactAt { get; set; } = DateTimeOffset.UnixEpoch;

    /// <summary>When it was last heard; null for a board of which only a courier's slip has told.</summary>
    public DateTimeOffset? HeardAt => LastContactAt > DateTimeOffset.UnixEpoch ? LastContactAt : null;

    public Guid Incarnation { get; set; }

    /// <summary>The newest sequence its signed chain head named; missing tail records show against it.</summary>
    public long HeadSequence { get; set; }

    /// <summary>The number its newest signed chain head named; less than <see cref="HeadSequence"/> once a card was replaced.</summary>
    public long HeadSaid { get; set; }

    /// <summary>When that head came; null before the first that was believed.</summary>
    public DateTimeOffset? HeadHeardAt { get; set; }

    public long BacklogRecords { get; set; }

    public long BacklogBytes { get; set; }

    /// <summary>Of the trust file in force on the board; 0 where it did not say.</summary>
    public long TrustVersion { get; set; }

    public string Version { get; set; } = "";

    /// <summary>Of the settings this hub told it; 0 where it has none.</summary>
    public long SettingsVersion { get; set; }

    /// <summary>The settings it would not take; 0 where it refused none.</summary>
    public long SettingsRefused { get; set; }

    /// <summary>Why, in its own words.</summary>
    public string SettingsRefusal { get; set; } = "";

    /// <summary>Of its area's worklist; 0 where it has none.</summary>
    public long WorklistVersion { get; set; }

    /// <summary>The processor it wants releases of its program for; empty where it says nothing of them.</summary>
    public string ReleaseArchitecture { get; set; } = "";

    /// <summary>The number of the release that runs; 0 where it was not told at the build.</summary>
    public long ReleaseNumber { get; set; }

    /// <summary>The number of one it will not take; 0 where it refused none.</summary>
    public long ReleaseRefused { get; set; }

    /// <summary>Why it refused it, or does not pull what is on offer, in its own words.</summary>
    public string ReleaseWhy { get; set; } = "";

    /// <summary>Bytes that are there of the one on offer.</summary>
    public long ReleaseArrived { get; set; }

    /// <summary>Where it has dialled this hub, HOST:PORT; empty where it did not say.</summary>
    public string Address { get; set; } = "";

    internal sealed class Configuration : IEntityTypeConfiguration<BoardContact>
    {
        public void Configure(EntityTypeBuilder<BoardContact> builder) => builder.ToTable("BoardContacts").HasKey(c => c.Node);
    }
}
