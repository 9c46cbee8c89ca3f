using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Edge.Agent.Identity;
using Edge.Agent.Identity.Provisioning;
using Edge.Agent.Storage;
using Edge.Contracts;
using Edge.Contracts.Settings;
using Edge.Contracts.Wire;
using Edge.Mqtt;
using Edge.Mqtt.MqttNet;
using Google.Protobuf;

namespace Edge.SystemTests.Support;

/// <summary>
/// A board with a good certificate that costs its hub as much as it can: it renews itself key after key, then offers, within the rate of an honest board,
/// records that nobody signed and three pages of kept numbers at a time. It comes back as soon as it is thrown off.
/// </summary>
internal sealed class HostileBoard : IAsyncDisposable
{
    private const ulong FarUp = 900_000_000_000;

    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(100);

    private readonly AgentIdentity _identity;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();
    private readonly byte[] _chain = RandomNumberGenerator.GetBytes(16);
    private readonly int _perSecond;
    private readonly Task _running;
    private long _offers, _connections, _keys;

    public HostileBoard(string dataFolder, TimeProvider time, int offersPerSecond = 20)
    {
        (_identity, _time, _perSecond) = (IdentityStore.Load(new DataFolder(dataFolder)), time, offersPerSecond);
        _running = Task.Run(RunAsync);
    }

    public long Offers => Interlocked.Read(ref _offers);

    public long Connections => Interlocked.Read(ref _connections);

    /// <summary>New keys the hub gave it a certificate for.</summary>
    public long Keys => Interlocked.Read(ref _keys);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        try
        {
            await _running;
        }
        catch (OperationCanceledException)
        {
        }
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        var files = (Certificate: _identity.CertificateFile, Key: _identity.KeyFile);
        var connector = new MqttNetConnector(_time, new SegmentSize(_time));
        files = await RenewAsync(files.Certificate, files.Key);
        while (true)
        {
            try
            {
                await using var connection = await connector.ConnectAsync(Options(files), _stopping.Token);
                Interlocked.Increment(ref _connections);
                await TalkAsync(connection);
            }
            catch (MqttException)
            {
                // Thrown off, or not let in.
            }
            await Task.Delay(Retry, _time, _stopping.Token);
        }
    }

    // Until the hub says no; from then on it speaks with the newest.
    private async Task<(string Certificate, string Key)> RenewAsync(string certificateFile, string keyFile)
    {
        var est = new EstClient(new PinnedCa(_identity.Trust.Current.CaCertificates), new SegmentSize(_time), _ => []);
        var newest = (certificateFile, keyFile);
        for (var i = 0; i < 20; i++)
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            using var held = X509Certificate2.CreateFromPemFile(newest.certificateFile, newest.keyFile);
            try
            {
                var request = new CertificateRequest($"CN={_identity.Node}", key, HashAlgorithmName.SHA256).CreateSigningRequest();
                using var certificate = await est.RenewAsync(new HubAddress(_identity.HttpsHost, _identity.HttpsPort), request, held, _stopping.Token);
                var path = string.Create(CultureInfo.InvariantCulture, $"{certificateFile}.{i}");
                await File.WriteAllTextAsync(path, certificate.ExportCertificatePem(), _stopping.Token);
                await File.WriteAllTextAsync(path + ".key", key.ExportPkcs8PrivateKeyPem(), _stopping.Token);
                newest = (path, path + ".key");
                Interlocked.Increment(ref _keys);
            }
            catch (ProvisioningException)
            {
                break;
            }
        }
        return newest;
    }

    private async Task TalkAsync(IMqttConnection connection)
    {
        await connection.SubscribeAsync([Topics.Have(_identity.Node)], MqttQos.AtLeastOnce, _stopping.Token);
        var number = 0UL;
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1) / _perSecond, _time);
        while (!connection.Closed.IsCompleted)
        {
            await timer.WaitForNextTickAsync(_stopping.Token);
            while (connection.Messages.TryRead(out _)) { }
            var said = new List<Task> { SayAsync(connection, Unsigned(++number)) };
            for (var i = 0UL; i < 3; i++) said.Add(SayAsync(connection, Kept(++number, FarUp + 10_000 * i)));
            await Task.WhenAll(said);
        }
    }

    private async Task SayAsync(IMqttConnection connection, Offer offer)
    {
        await connection.PublishAsync(Topics.Offer(_identity.Node), offer.ToByteArray(), MqttQos.AtLeastOnce, retain: false, _stopping.Token);
        Interlocked.Increment(ref _offers);
    }

    private Offer Unsigned(ulong number)
    {
        var offer = Next(number);
        for (var i = 0; i < Limits.OfferedRecords; i++)
        {
            var manifest = new Manifest
            {
                Node = _identity.Node,
                RecordId = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(16)),
                ChainId = ByteString.CopyFrom(_chain),
                Sequence = (ulong)i + 1,
                Kind = "card",
                Outcome = "complete",
                SealedSize = 1,
                SealedDigest = ByteString.CopyFrom(new byte[32]),
                RecipientKeyId = "0123456789abcdef",
                BootId = ByteString.CopyFrom(new byte[16]),
            };
            var bytes = manifest.ToByteString();
            offer.Records.Add(new OfferedRecord
            {
                RecordId = manifest.RecordId,
                DigestPrefix = ByteString.CopyFrom(SHA256.HashData(bytes.Span), 0, 8),
                Manifest = new SignedManifest { Manifest = bytes, Signature = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(64)) },
            });
        }
        return offer;
    }

    // Every second number far up: the most ranges that can be missing, each as long as they are.
    private Offer Kept(ulong number, ulong from)
    {
        var offer = Next(number);
        var told = new KeptRange { ChainId = ByteString.CopyFrom(_chain) };
        for (var i = 0UL; i < Limits.KeptPage; i++) told.Ranges.Add(new SequenceRange { First = from + 2 * i, Last = from + 2 * i });
        offer.Kept.Add(told);
        return offer;
    }

    private Offer Next(ulong number) => new() { Incarnation = ByteString.CopyFrom(_chain), Connection = (uint)Connections, Number = number };

    private MqttOptions Options((string Certificate, string Key) files) => new()
    {
        Host = _identity.MqttHost,
        Port = _identity.MqttPort,
        ServerName = Names.HubServer,
        ClientId = _identity.Node,
        CaFile = _identity.CaFile,
        CertificateFile = files.Certificate,
        KeyFile = files.Key,
    };
}
