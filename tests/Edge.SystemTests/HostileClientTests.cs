using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Edge.Contracts;
using Edge.Mqtt;
using Edge.Mqtt.MqttNet;
using Edge.SystemTests.Support;
using Edge.Testing.Processes;
using Edge.Testing.Time;

namespace Edge.SystemTests;

/// <summary>Strangers at the hub's doors: none comes in, and none keeps a kiosk out.</summary>
public sealed class HostileClientTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_certificate_of_this_hub_nobody_comes_in()
    {
        await using var system = await EdgeSystem.StartAsync("kiosk-1");
        var broker = system.HubSetup.Mqtt;

        await using (var plain = await RawClient.ConnectAsync(broker)) Assert.False(await plain.SayHelloAsync("kiosk-1"));
        await using (var known = await RawClient.ConnectTlsAsync(broker, BoardFiles.Certificate(system.Kiosk.Setup with { Node = "kiosk-1" }))) Assert.True(await known.SayHelloAsync("kiosk-1"));
        Assert.False(await ComesInAsync(system, null));

        // The right name and purpose, by an authority of the same name that is another.
        using var foreign = ForeignCertificate("kiosk-1");
        Assert.False(await ComesInAsync(system, foreign));
        var (certificate, key) = (Path.Combine(system.Folder, "foreign.crt"), Path.Combine(system.Folder, "foreign.key"));
        await File.WriteAllTextAsync(certificate, foreign.ExportCertificatePem(), Token);
        await File.WriteAllTextAsync(key, foreign.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem(), Token);
        var options = BoardFiles.Client(system.Kiosk.Setup, broker) with { CertificateFile = certificate, KeyFile = key };
        await Assert.ThrowsAsync<MqttException>(() => new MqttNetConnector(TimeProvider.System, new SegmentSize(TimeProvider.System)).ConnectAsync(options, Token));

        await system.Kiosk.Agent.SubmitAsync(Sample.Record(1), Token);
        await system.WaitStoredAsync(1, Limit);
    }

    [Fact]
    public async Task A_message_over_the_limit_ends_the_connection_it_came_by_and_no_other()
    {
        await using var system = await EdgeSystem.StartAsync("kiosk-1");
        var mallory = await system.AddKioskAsync("mallory");
        await system.Kiosk.Agent.SubmitAsync(Sample.Record(1), Token);
        await system.WaitStoredAsync(1, Limit);

        using var certificate = BoardFiles.Certificate(mallory.Setup);
        await using (var raw = await RawClient.ConnectTlsAsync(system.HubSetup.Mqtt, certificate))
        {
            Assert.True(await raw.SayHelloAsync("mallory"));
            Assert.True(await raw.PublishUntilClosedAsync(Topics.Chunk("mallory"), new byte[Limits.MessageBytes + 10_000]));
        }
        // With manners it does not even leave.
        await using var polite = await new MqttNetConnector(TimeProvider.System, new SegmentSize(TimeProvider.System)).ConnectAsync(BoardFiles.Client(mallory.Setup, system.HubSetup.Mqtt), Token);
        await Assert.ThrowsAsync<MqttException>(async () => await polite.PublishAsync(Topics.Chunk("mallory"), new byte[Limits.MessageBytes + 10_000], MqttQos.AtLeastOnce, retain: false, Token));

        await system.Kiosk.Agent.SubmitAsync(Sample.Record(2), Token);
        await system.WaitStoredAsync(2, Limit);
        Assert.Equal(1, system.Kiosk.Link.Connections);
    }

    [Fact]
    public async Task Two_thousand_connections_that_say_nothing_do_not_stop_a_kiosk()
    {
        await using var system = await EdgeSystem.StartAsync("kiosk-1");
        var later = await system.AddKioskAsync("kiosk-2");
        var silent = new List<Socket>();
        try
        {
            for (var i = 0; i < 1_000; i++)
            {
                silent.Add(await SilentAsync(system.HubSetup.Mqtt));
                silent.Add(await SilentAsync(system.HubSetup.Https));
            }
            await system.Kiosk.Agent.SubmitAsync(Sample.Record(1), Token);
            await later.StartAsync();
            await later.Agent.SubmitAsync(Sample.Record(2), Token);
            await system.WaitStoredAsync(2, Limit);
            Assert.Equal(1, system.Kiosk.Link.Connections);

            // Enrolment is open again once it has given up on those that say nothing, though they are still there.
            await Until.TrueAsync(() => ProvisionAsync(system), Limit, () => $"no board could be enrolled.\n{system.Hub.LastLines}");
        }
        finally
        {
            foreach (var socket in silent) socket.Dispose();
        }
    }

    private static async Task<bool> ProvisionAsync(EdgeSystem system)
    {
        try
        {
            await system.AddKioskAsync($"kiosk-{RandomNumberGenerator.GetHexString(8, lowercase: true)}");
            return true;
        }
        catch (HarnessException)
        {
            return false;
        }
    }

    private static async Task<Socket> SilentAsync(System.Net.IPEndPoint target)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(target, Token);
        }
        catch (SocketException)
        {
            // Over the cap: shut at once, before this side had noticed that it was open.
        }
        return socket;
    }

    // TLS 1.3 finishes on this side before the broker has looked at the certificate: only an answer means in.
    private static async Task<bool> ComesInAsync(EdgeSystem system, X509Certificate2? certificate)
    {
        try
        {
            await using var client = await RawClient.ConnectTlsAsync(system.HubSetup.Mqtt, certificate);
            return await client.SayHelloAsync("kiosk-1");
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            return false;
        }
    }

    private static X509Certificate2 ForeignCertificate(string name)
    {
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        var authority = new CertificateRequest("CN=Edge CA", authorityKey, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var issuer = authority.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(string.Create(CultureInfo.InvariantCulture, $"CN={name}"), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], false));
        using var certificate = request.Create(issuer, now.AddDays(-1), now.AddDays(29), RandomNumberGenerator.GetBytes(12));
        using var both = certificate.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(both.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }
}
