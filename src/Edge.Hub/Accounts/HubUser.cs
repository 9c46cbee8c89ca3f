using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Edge.Hub.Accounts;

/// <summary>Somebody who may sign in. A user is locked, never deleted: the audit names users for ever.</summary>
internal sealed class HubUser
{
    public required string Name { get; init; }

    public required Role Role { get; set; }

    /// <summary>Of the pages: <c>vi</c> or <c>en</c>.</summary>
    public required string Language { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Locked by an administrator; signs in no more until unlocked.</summary>
    public bool Disabled { get; set; }

    public required string PasswordHash { get; set; }

    /// <summary>Another one with each change of role, password or lock, and when the user signs out; who signed in under an older one is out.</summary>
    public required string SecurityStamp { get; set; }

    /// <summary>No password is looked at before this moment, after too many wrong ones, but from a browser that the user has signed in with.</summary>
    public DateTimeOffset? LockedUntil { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<HubUser>
    {
        public void Configure(EntityTypeBuilder<HubUser> builder) => builder.ToTable("Users").HasKey(u => u.Name);
    }
}

/// <summary>A user as lists show one.</summary>
/// <param name="LockedUntil">Set while the hub itself keeps the user out, after too many wrong passwords.</param>
public sealed record UserView(string Name, Role Role, string Language, DateTimeOffset CreatedAt, bool Locked, DateTimeOffset? LockedUntil);
