using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Edge.Hub.Accounts;

/// <summary>What a program signs in with. The token itself is nowhere at the hub, only its digest.</summary>
internal sealed class ApiToken
{
    public required string Name { get; init; }

    /// <summary>SHA-256 of the token.</summary>
    public required byte[] Digest { get; init; }

    public required Role Role { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who made it, as the audit names them.</summary>
    public required string CreatedBy { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<ApiToken>
    {
        public void Configure(EntityTypeBuilder<ApiToken> builder)
        {
            builder.ToTable("ApiTokens").HasKey(t => t.Name);
            builder.HasIndex(t => t.Digest).IsUnique();
        }
    }
}

/// <summary>A token as lists show one.</summary>
public sealed record TokenView(string Name, Role Role, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset ExpiresAt, DateTimeOffset? RevokedAt);

/// <summary>A new token, said once.</summary>
public sealed record NewToken(string Name, Role Role, DateTimeOffset ExpiresAt, string Token);
