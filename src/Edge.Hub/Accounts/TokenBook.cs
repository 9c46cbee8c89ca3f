using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Edge.Contracts;
using Edge.Hub.Archive;
using Edge.Hub.Audit;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Accounts;

/// <summary>What programs sign in with. A token is said once; revoked, it is of no use from the next request on.</summary>
internal sealed class TokenBook(ArchiveWriter archive, AuditLog audit, TimeProvider time)
{
    /// <summary>How every token begins, so that one that leaked is found by those who look for such.</summary>
    public const string Prefix = "edge_";

    public const int DefaultDays = 90;

    private const int MostDays = 730;

    // Those that are over stay on the list; a forgotten script that makes one a day does not fill it.
    private const int Most = 5_000;

    private const int Bytes = 32;

    private static readonly int Length = Prefix.Length + Base64Url.GetEncodedLength(Bytes);

    public async Task<IReadOnlyList<TokenView>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await archive.OpenAsync(cancellationToken);
        return await db.Set<ApiToken>().AsNoTracking().OrderBy(t => t.Name).Select(t => new TokenView(t.Name, t.Role, t.CreatedAt, t.CreatedBy, t.ExpiresAt, t.RevokedAt)).ToListAsync(cancellationToken);
    }

    /// <exception cref="MalformedException">It is no such token, or there is one of that name.</exception>
    public Task<NewToken> AddAsync(Actor actor, TokenRequest request, CancellationToken cancellationToken)
    {
        var name = AccountRules.Name(request.Name, "a token");
        var role = UserBook.Known(request.Role);
        var days = request.Days ?? DefaultDays;
        if (days is < 1 or > MostDays) throw new MalformedException($"a token is good for 1 to {MostDays} days, not {days}");
        var token = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
        var now = time.GetUtcNow();
        var added = new ApiToken { Name = name, Digest = Digest(token), Role = role, CreatedAt = now, CreatedBy = actor.Name, ExpiresAt = now.AddDays(days) };
        return archive.ChangeAsync(async db =>
        {
            if (await db.Set<ApiToken>().AnyAsync(t => t.Name == name, cancellationToken)) throw new MalformedException($"there is, or was, a token {name}; the audit knows tokens by their names, so each name is used once");
            if (await db.Set<ApiToken>().CountAsync(cancellationToken) >= Most) throw new MalformedException($"there are {Most} tokens, the most there may be");
            db.Add(added);
            await audit.AppendAsync(db, actor, "token-added", name, $"role {UserBook.Word(role)}, {days} days", cancellationToken);
            return new NewToken(name, role, added.ExpiresAt, token);
        }, cancellationToken);
    }

    /// <exception cref="MalformedException">There is no such token.</exception>
    public Task<TokenView> RevokeAsync(Actor actor, string name, CancellationToken cancellationToken) => archive.ChangeAsync(async db =>
    {
        var token = await db.Set<ApiToken>().SingleOrDefaultAsync(t => t.Name == name, cancellationToken) ?? throw new MalformedException(AccountRules.IsName(name) ? $"no token is called {name}; 'edge-hub token list' shows them" : $"no token is called so: a name is {AccountRules.NameRule}");
        if (token.RevokedAt is null)
        {
            token.RevokedAt = time.GetUtcNow();
            await audit.AppendAsync(db, actor, "token-revoked", name, "", cancellationToken);
        }
        return new TokenView(token.Name, token.Role, token.CreatedAt, token.CreatedBy, token.ExpiresAt, token.RevokedAt);
    }, cancellationToken);

    /// <summary>Whose token this is, and whether it is good.</summary>
    public async Task<FoundToken> FindAsync(string token, CancellationToken cancellationToken)
    {
        if (token.Length != Length || !token.StartsWith(Prefix, StringComparison.Ordinal)) return FoundToken.None;
        // By the digest, which tells whoever measures the look-up nothing of the token.
        var digest = Digest(token);
        await using var db = await archive.OpenAsync(cancellationToken);
        var found = await db.Set<ApiToken>().AsNoTracking().SingleOrDefaultAsync(t => t.Digest == digest, cancellationToken);
        if (found is null) return FoundToken.None;
        return new FoundToken(found.Name, found.Role, found.RevokedAt is not null ? TokenState.Revoked : found.ExpiresAt > time.GetUtcNow() ? TokenState.Good : TokenState.Expired);
    }

    internal static byte[] Digest(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}

/// <summary>What is known of a token that somebody shows.</summary>
internal sealed record FoundToken(string? Name, Role Role, TokenState State)
{
    public static FoundToken None { get; } = new(null, Role.Viewer, TokenState.Unknown);
}

/// <summary>Whether a token opens anything.</summary>
internal enum TokenState
{
    /// <summary>There is, and was, no such token.</summary>
    Unknown,

    Revoked,

    Expired,

    Good,
}

/// <summary>Asks for a token.</summary>
internal sealed record TokenRequest(string Name, Role Role, int? Days = null);
