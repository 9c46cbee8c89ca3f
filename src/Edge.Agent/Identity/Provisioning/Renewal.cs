using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Edge.Agent.Identity.Settings;
using Edge.Agent.Storage;
using Edge.Hosting.Linux;
using Edge.Mqtt;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Identity.Provisioning;

/// <summary>Renews the board's certificate when five years of its life, or a third of a shorter one, are left. The hub also renews an expired one that is not revoked.</summary>
internal sealed partial class Renewal(AgentIdentity identity, AddressBook addresses, DataFolder data, IDisk disk, IOptions<RenewalOptions> options, SegmentSize segments, TimeProvider time, ILogger<Renewal> logger) : BackgroundService
{
    private static readonly TimeSpan Early = TimeSpan.FromDays(5 * 365);

    private readonly RenewalOptions _options = options.Value;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                if (await RenewAsync(stoppingToken)) LogRenewed();
            }
            catch (ProvisioningException e)
            {
                LogNotRenewed(_options.Every, e.Message);
            }
            await Task.Delay(_options.Every, time, stoppingToken);
        }
    }

    /// <summary>Renews where it is due; false where it is not.</summary>
    /// <exception cref="ProvisioningException">It was due and did not succeed; the present certificate stays.</exception>
    internal async Task<bool> RenewAsync(CancellationToken cancellationToken)
    {
        using var present = ReadPresent();
        if (!IsDue(present, time.GetUtcNow())) return false;
        using var key = IdentityStore.ReadKey(identity.KeyFile);
        var ca = new PinnedCa(identity.Trust.Current.CaCertificates);
        var request = NodeKey.Request(key, identity.Node).CreateSigningRequest();
        using var renewed = await AskInTurnAsync(ca, request, present, cancellationToken);
        Provisioner.CheckCertificate(renewed, key, identity.Node, ca);
        new Provisioner(data, disk).StoreCertificate(renewed);
        return true;
    }

    // Whoever is no hub of this authority gets no further than the handshake, and what it signs is checked: the answer is the proof.
    private async Task<X509Certificate2> AskInTurnAsync(PinnedCa ca, byte[] request, X509Certificate2 present, CancellationToken cancellationToken)
    {
        List<string> problems = [];
        foreach (var hub in addresses.Https)
        {
            try
            {
                return await new EstClient(ca, segments, addresses.Last.Of).RenewAsync(hub, request, present, cancellationToken);
            }
            catch (ProvisioningException e)
            {
                problems.Add(Reason.Of(e));
            }
        }
        throw new ProvisioningException(string.Join("; ", problems));
    }

    // By its end alone: where it begins says nothing, since hubs give all of them the same first day. Five years are a third of its usual life.
    internal static bool IsDue(X509Certificate2 certificate, DateTimeOffset now)
    {
        DateTimeOffset from = certificate.NotBefore, to = certificate.NotAfter;
        var left = (to - from) / 3;
        return now >= to - (left < Early ? left : Early);
    }

    private X509Certificate2 ReadPresent()
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(identity.CertificateFile, identity.KeyFile);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new ProvisioningException($"{identity.CertificateFile} cannot be read: {Reason.Of(e)}; provision the board again", e);
        }
    }

    [LoggerMessage(LogLevel.Information, "The board's certificate is renewed; the next connection uses it")]
    private partial void LogRenewed();

    [LoggerMessage(LogLevel.Warning, "The board's certificate is due and was not renewed, next try in {Every}: {Reason}")]
    private partial void LogNotRenewed(TimeSpan every, string reason);
}
