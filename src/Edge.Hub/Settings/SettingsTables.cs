using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Edge.Hub.Settings;

/// <summary>Settings of a group that are being written and not issued yet.</summary>
internal sealed class SettingsDraft
{
    /// <summary>Empty for the settings of every group.</summary>
    public required string Group { get; init; }

    /// <summary>A <see cref="SettingsDocument"/>.</summary>
    public required string Document { get; set; }

    public required DateTimeOffset ChangedAt { get; set; }

    public required string ChangedBy { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<SettingsDraft>
    {
        public void Configure(EntityTypeBuilder<SettingsDraft> builder) => builder.ToTable("SettingsDrafts").HasKey(d => d.Group);
    }
}

/// <summary>Settings of a group as they were issued once; the highest version is on offer.</summary>
internal sealed class IssuedSettings
{
    public required string Group { get; init; }

    /// <summary>Rises over all groups together.</summary>
    public required long Version { get; init; }

    /// <summary>What the group has of its own: a <see cref="SettingsDocument"/>.</summary>
    public required string Document { get; init; }

    /// <summary>That, and what every group has where the group has nothing of its own.</summary>
    public required string Whole { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public required string IssuedBy { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<IssuedSettings>
    {
        public void Configure(EntityTypeBuilder<IssuedSettings> builder) => builder.ToTable("IssuedSettings").HasKey(s => new { s.Group, s.Version });
    }
}

/// <summary>Issued settings as one receipt key signed them. They are kept, since a pull goes on by its digest and each signature has another.</summary>
internal sealed class SignedSettingsBytes
{
    public required string Group { get; init; }

    public required long Version { get; init; }

    public required string KeyId { get; init; }

    public required byte[] Bytes { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<SignedSettingsBytes>
    {
        public void Configure(EntityTypeBuilder<SignedSettingsBytes> builder) => builder.ToTable("SignedSettings").HasKey(s => new { s.Group, s.Version, s.KeyId });
    }
}
