using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Edge.Hub.Archive;
using Edge.Hub.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Boards;

/// <summary>Admits boards: hands out one-time secrets and turns them, or a certificate held already, into certificates.</summary>
internal sealed partial class Enrolment(NodeRegistry registry, CertificateAuthority authority, IBroker broker, IOptions<NodesOptions> options,
    AuditLog audit, TimeProvider time, ILogger<Enrolment> logger)
{
    // Of one name: the board itself, one that replaces it, and attempts of both whose answer was lost.
    private const int MostKeys = 4;

    // A board needs a new key once in years. Every key it ever had is tried on what it sends, so their number has to stay small.
    private const int MostRenewedKeysADay = 8;

    private static readonly byte[] NoHash = new byte[SHA256.HashSizeInBytes];

    /// <summary>Makes a board known, or renews its addresses, and makes a secret for it. Secrets given before stay as they are.</summary>
    public async Task<NewSecret> AddAsync(Actor actor, string node, string group, string mqttAddress, string httpsAddress, CancellationToken cancellationToken)
    {
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var now = time.GetUtcNow();
        var entry = new EnrolSecret
        {
            Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)),
            Hash = Hash(secret),
            Node = node,
            CreatedAt = now,
            ExpiresAt = now + options.Value.SecretLife,
        };
        var replaces = false;
        await registry.ChangeAsync(node, async db =>
        {
            replaces = await EnsureAsync(db, node, group, mqttAddress, httpsAddress, cancellationToken);
            db.Add(entry);
            await audit.AppendAsync(db, actor, "board-added", node, $"group {group}, {(replaces ? "a replacement" : "new")}, by a secret", cancellationToken);
        }, cancellationToken);
        return new NewSecret(entry.Id, secret, entry.ExpiresAt, replaces);
    }

    /// <summary>A certificate for whoever knows the secret; the name is the secret's.</summary>
    /// <exception cref="EnrolException">It is not given.</exception>
    public async Task<X509Certificate2> EnrolAsync(string id, string secret, SigningRequest request, CancellationToken cancellationToken)
    {
        var node = await NodeOfAsync(id, secret, cancellationToken);
        return await IssueAsync(node, request, db => BindAsync(db, id, request, cancellationToken), cancellationToken);
    }

    /// <summary>A new certificate for a board that has one, expired or not, unless it was revoked. A secret it came by is spent.</summary>
    /// <exception cref="EnrolException">It is not given.</exception>
    public async Task<X509Certificate2> RenewAsync(X509Certificate2 held, SigningRequest request, CancellationToken cancellationToken)
    {
        var certificate = await registry.ReadAsync(db => db.Set<NodeCertificate>().AsNoTracking().SingleOrDefaultAsync(c => c.Serial == held.SerialNumber, cancellationToken), cancellationToken);
        if (certificate is null || !CryptographicOperations.FixedTimeEquals(certificate.Thumbprint, held.GetCertHash(HashAlgorithmName.SHA256)))
        {
            throw new EnrolException(EnrolRefusal.Unknown, "this certificate was not issued to a board by this hub");
        }
        await registry.MarkUsedAsync(certificate.Node, held.PublicKey.ExportSubjectPublicKeyInfo(), cancellationToken);
        return await IssueAsync(certificate.Node, request, db => RequireMayRenewAsync(db, certificate, request, cancellationToken), cancellationToken);
    }

    /// <summary>A certificate for a request that came as a file; the board has to be known.</summary>
    /// <exception cref="EnrolException">It is not known.</exception>
    public Task<X509Certificate2> SignAsync(Actor actor, string node, SigningRequest request, CancellationToken cancellationToken) =>
        registry.Nodes.ContainsKey(node)
            ? IssueAsync(node, request, db => audit.AppendAsync(db, actor, "board-signed", node, "a certificate for a request that came as a file", cancellationToken), cancellationToken)
            : throw new EnrolException(EnrolRefusal.Forbidden, $"no board is called {node}; add it first, or give its group and address");

    /// <summary>Makes a board known without a secret, for signing a request that came as a file.</summary>
    public Task EnsureAsync(string node, string group, string mqttAddress, string httpsAddress, CancellationToken cancellationToken) =>
        registry.ChangeAsync(node, db => EnsureAsync(db, node, group, mqttAddress, httpsAddress, cancellationToken), cancellationToken);

    private async Task<bool> EnsureAsync(HubDb db, string name, string group, string mqttAddress, string httpsAddress, CancellationToken cancellationToken)
    {
        var node = await db.Set<Node>().SingleOrDefaultAsync(n => n.Name == name, cancellationToken);
        if (node is null)
        {
            db.Add(new Node { Name = name, Group = group, MqttAddress = mqttAddress, HttpsAddress = httpsAddress, CreatedAt = time.GetUtcNow() });
            return false;
        }
        (node.Group, node.MqttAddress, node.HttpsAddress) = (group, mqttAddress, httpsAddress);
        return true;
    }

    private async Task<string> NodeOfAsync(string id, string secret, CancellationToken cancellationToken)
    {
        var entry = await registry.ReadAsync(db => db.Set<EnrolSecret>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellationToken), cancellationToken);
        // An unknown id costs what a wrong secret costs.
        var right = CryptographicOperations.FixedTimeEquals(entry?.Hash ?? NoHash, Hash(secret));
        if (entry is null || !right) throw new EnrolException(EnrolRefusal.Unknown, "the enrolment id or secret is wrong");
        return entry.Node;
    }

    private async Task BindAsync(HubDb db, string id, SigningRequest request, CancellationToken cancellationToken)
    {
        var entry = await db.Set<EnrolSecret>().SingleAsync(s => s.Id == id, cancellationToken);
        if (entry.UsedAt is not null) throw new EnrolException(EnrolRefusal.Forbidden, "this secret is spent; make a new provisioning file with 'edge-hub node add'");
        if (entry.ExpiresAt <= time.GetUtcNow()) throw new EnrolException(EnrolRefusal.Forbidden, "this secret has expired; make a new provisioning file with 'edge-hub node add'");
        entry.BoundSpki ??= request.Spki;
        if (!entry.BoundSpki.AsSpan().SequenceEqual(request.Spki))
        {
            throw new EnrolException(EnrolRefusal.Forbidden, "this secret was used with another key before; make a new provisioning file with 'edge-hub node add'");
        }
    }

    private async Task RequireMayRenewAsync(HubDb db, NodeCertificate held, SigningRequest request, CancellationToken cancellationToken)
    {
        // Asked again inside the transaction: a revocation may have come in between.
        var revoked = await db.Set<NodeCertificate>().AnyAsync(c => c.Serial == held.Serial && c.RevokedAt != null, cancellationToken);
        if (revoked) throw new EnrolException(EnrolRefusal.Forbidden, $"this certificate was revoked, or its key is not among the newest {MostKeys} of this board");
        var since = time.GetUtcNow() - TimeSpan.FromDays(1);
        var keys = db.Set<NodeKey>().Where(k => k.Node == held.Node);
        if (await keys.AnyAsync(k => k.Spki == request.Spki, cancellationToken)) return;
        if (await keys.CountAsync(k => k.AddedAt > since, cancellationToken) < MostRenewedKeysADay) return;
        throw new EnrolException(EnrolRefusal.Forbidden, $"this board has got {MostRenewedKeysADay} new keys within a day, the most there may be; renew with a key it has, or make a provisioning file with 'edge-hub node add'");
    }

    // What its key has signed stays good; only its certificates are of no use any more.
    private static async Task<bool> RetireOldestAsync(HubDb db, string node, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var live = await db.Set<NodeKey>().Where(k => k.Node == node && k.RevokedAt == null && k.RetiredAt == null).OrderBy(k => k.Id).ToListAsync(cancellationToken);
        foreach (var key in live.SkipLast(MostKeys))
        {
            key.RetiredAt = now;
            await db.Set<NodeCertificate>().Where(c => c.KeyId == key.Id && c.RevokedAt == null).ExecuteUpdateAsync(s => s.SetProperty(c => c.RevokedAt, (DateTimeOffset?)now), cancellationToken);
        }
        return live.Count > MostKeys;
    }

    private async Task<X509Certificate2> IssueAsync(string node, SigningRequest request, Func<HubDb, Task> admit, CancellationToken cancellationToken)
    {
        var admitted = false;
        var certificate = authority.IssueNode(node, request.Key);
        await registry.ChangeAsync(node, async db =>
        {
            await admit(db);
            admitted = await RecordAsync(db, node, request, certificate, cancellationToken);
        }, cancellationToken);
        // The broker lists each board with its group, and still denies a name that was revoked: it has to hear of the new board before that board connects.
        if (admitted) await broker.ReloadAsync(cancellationToken);
        LogIssued(node, certificate.SerialNumber);
        return certificate;
    }

    private async Task<bool> RecordAsync(HubDb db, string name, SigningRequest request, X509Certificate2 certificate, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var node = await db.Set<Node>().SingleAsync(n => n.Name == name, cancellationToken);
        var key = await db.Set<NodeKey>().SingleOrDefaultAsync(k => k.Node == name && k.Spki == request.Spki, cancellationToken);
        if (key?.RevokedAt is not null) throw new EnrolException(EnrolRefusal.Forbidden, "this key was revoked; the board has to make a new one");
        if (key?.RetiredAt is not null) throw new EnrolException(EnrolRefusal.Forbidden, $"this key is retired: {MostKeys} newer ones of this board may connect; the board has to make a new one");
        var admitted = key is null || node.RevokedAt is not null;
        key ??= db.Add(new NodeKey { Node = name, Spki = request.Spki, AddedAt = now }).Entity;
        await db.SaveChangesAsync(cancellationToken);
        db.Add(new NodeCertificate
        {
            Serial = certificate.SerialNumber,
            KeyId = key.Id,
            Node = name,
            Thumbprint = certificate.GetCertHash(HashAlgorithmName.SHA256),
            IssuedAt = now,
            NotAfter = new DateTimeOffset(certificate.NotAfter.ToUniversalTime()),
        });
        node.RevokedAt = null;
        return await RetireOldestAsync(db, name, now, cancellationToken) || admitted;
    }

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    [LoggerMessage(LogLevel.Information, "Certificate {Serial} issued to board {Node}")]
    private partial void LogIssued(string node, string serial);
}

/// <summary>A one-time secret, said once.</summary>
/// <param name="Replaces">True where the board's name was known before: this admits a replacement.</param>
internal sealed record NewSecret(string Id, string Secret, DateTimeOffset ExpiresAt, bool Replaces);

/// <summary>An enrolment is refused; the message may be shown to whoever asked.</summary>
internal sealed class EnrolException(EnrolRefusal refusal, string message) : HubException(message)
{
    public EnrolRefusal Refusal { get; } = refusal;
}

/// <summary>Why an enrolment is refused.</summary>
internal enum EnrolRefusal
{
    /// <summary>Unknown id, wrong secret or a certificate that is not ours: nothing more is said.</summary>
    Unknown,

    /// <summary>The right secret or certificate, but it may not be used (any more).</summary>
    Forbidden,
}
