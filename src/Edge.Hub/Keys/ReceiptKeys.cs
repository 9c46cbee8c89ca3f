using Edge.Contracts.Signing;
using Edge.Contracts.Trust;

namespace Edge.Hub.Keys;

/// <summary>
/// Chooses the key that signs a receipt: the newest the board believes, by the trust file it says it has. A key that was
/// retired since may sign for boards that know no newer one; one that was revoked signs nothing.
/// </summary>
internal sealed class ReceiptKeys
{
    private readonly Dictionary<ulong, SigningKey> _byVersion = [];
    private readonly ulong _inForce;

    /// <param name="held">The private keys this hub has.</param>
    /// <param name="current">The trust file in force.</param>
    /// <param name="past">Earlier ones that boards may still have.</param>
    /// <exception cref="ArgumentException">The hub holds no receipt key that the trust file in force names.</exception>
    public ReceiptKeys(IReadOnlyDictionary<string, SigningKey> held, TrustAnchors current, IEnumerable<TrustAnchors> past)
    {
        _inForce = current.Version;
        Newest = First(held, current.ReceiptKeys) ?? throw new ArgumentException($"the hub holds no receipt key that trust file version {current.Version} names", nameof(held));
        // Provisioned with a version this hub has no copy of, or too old to say: its oldest key that is still good is the best guess.
        Oldest = First(held, current.ReceiptKeys.Reverse())!;
        foreach (var trust in past.Where(t => t.Version < current.Version))
        {
            // Knows only keys that are revoked: it will believe this one once it has the new trust file, which it is offered first.
            _byVersion[trust.Version] = First(held, trust.ReceiptKeys.Where(k => !current.RevokedReceiptKeys.Contains(k.Id))) ?? Newest;
        }
    }

    /// <summary>Signs for boards that have the trust file in force.</summary>
    public SigningKey Newest { get; }

    private SigningKey Oldest { get; }

    /// <summary>Every key that signs for some board.</summary>
    public IReadOnlyList<SigningKey> All => [.. _byVersion.Values.Append(Oldest).Append(Newest).DistinctBy(k => k.Public.Id)];

    /// <summary>The key whose receipts a board with that version of the trust file believes; 0 where it does not say.</summary>
    public SigningKey For(ulong trustVersion) => trustVersion >= _inForce ? Newest : _byVersion.GetValueOrDefault(trustVersion, Oldest);

    private static SigningKey? First(IReadOnlyDictionary<string, SigningKey> held, IEnumerable<VerifyingKey> named) =>
        named.Select(k => held.GetValueOrDefault(k.Id)).OfType<SigningKey>().FirstOrDefault();
}
