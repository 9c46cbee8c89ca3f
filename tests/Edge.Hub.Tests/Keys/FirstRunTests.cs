using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Edge.Hosting;
using Edge.Hosting.Configuration;
using Edge.Hosting.Linux;
using Edge.Hub.Admin;
using Edge.Hub.Keys;
using Edge.Hub.Tests.Support;
using Edge.Testing;
using Edge.Testing.Time;
using Microsoft.Extensions.DependencyInjection;

namespace Edge.Hub.Tests.Keys;

public sealed class FirstRunTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly DataFolder _data;
    private readonly ManualTime _time = new();

    public FirstRunTests() => _data = DataFolder.Open(_folder.Path);

    private HubPaths Paths => _data.Paths;

    [Fact]
    public void First_run_makes_every_key_for_its_owner_alone()
    {
        Assert.True(FirstRun.IsDue(Paths));
        FirstRun.Make(Paths, _time, TextWriter.Null);
        Assert.False(FirstRun.IsDue(Paths));
        foreach (var file in new[] { Paths.RootKey, Paths.RegistryKey, Paths.ReceiptKey, Paths.CaKey, Paths.TrustFile, Paths.RootPublic })
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
        using var key = ECDiffieHellman.Create();
        key.ImportFromPem(File.ReadAllText(Paths.RegistryKey));
        using var keys = HubKeys.Open(Paths);
        Assert.Equal(key.ExportSubjectPublicKeyInfo(), keys.Trust.Registry.Spki.ToArray());
        Assert.Equal(1UL, keys.Trust.Version);
    }

    [Fact]
    public void First_run_says_where_the_keys_are_that_have_to_leave()
    {
        using var talk = new StringWriter();
        FirstRun.Make(Paths, _time, talk);
        Assert.Contains(Paths.RootKey, talk.ToString(), StringComparison.Ordinal);
        Assert.Contains(Paths.RegistryKey, talk.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE", talk.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_hub_opens_without_the_root_and_registry_keys_and_makes_none_again()
    {
        FirstRun.Make(Paths, _time, TextWriter.Null);
        File.Delete(Paths.RootKey);
        File.Delete(Paths.RegistryKey);
        Assert.False(FirstRun.IsDue(Paths));
        using var keys = HubKeys.Open(Paths);
        Assert.NotNull(keys.Trust.ReceiptKey(keys.Receipt.Public.Id));
        Assert.False(File.Exists(Paths.RootKey) || File.Exists(Paths.RegistryKey));
    }

    [Theory]
    [InlineData("receipt.key")]
    [InlineData("ca.key")]
    public void A_missing_key_is_a_configuration_error_that_names_the_file(string name)
    {
        FirstRun.Make(Paths, _time, TextWriter.Null);
        var file = Path.Combine(Paths.Keys, name);
        File.Delete(file);
        var error = Assert.Throws<ConfigurationException>(() => HubKeys.Open(Paths));
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
        Assert.False(FirstRun.IsDue(Paths));
    }

    [Theory]
    [InlineData("receipt.key")]
    [InlineData("ca.key")]
    public void A_key_of_another_hub_is_a_configuration_error_that_names_the_file(string name)
    {
        FirstRun.Make(Paths, _time, TextWriter.Null);
        using var other = NodeBench.NewKey();
        var file = Path.Combine(Paths.Keys, name);
        File.WriteAllText(file, other.ExportPkcs8PrivateKeyPem());
        var error = Assert.Throws<ConfigurationException>(() => HubKeys.Open(Paths));
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_trust_file_is_a_configuration_error()
    {
        FirstRun.Make(Paths, _time, TextWriter.Null);
        var bytes = File.ReadAllBytes(Paths.TrustFile);
        bytes[20] ^= 1;
        DurableFile.Write(Paths.TrustFile, bytes);
        Assert.Contains(Paths.TrustFile, Assert.Throws<ConfigurationException>(() => HubKeys.Open(Paths)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1970-01-02")]
    [InlineData("2025-12-31")]
    [InlineData("2100-01-01")]
    public void A_first_run_by_a_clock_that_cannot_be_right_makes_nothing_and_says_why(string now)
    {
        _time.Now = DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal);
        var error = Assert.Throws<HubException>(() => FirstRun.Make(Paths, _time, TextWriter.Null));
        Assert.Contains(now, error.Message, StringComparison.Ordinal);
        Assert.Contains("set the clock", error.Message, StringComparison.Ordinal);
        Assert.True(FirstRun.IsDue(Paths));
        Assert.Empty(Directory.GetFiles(Paths.Keys));
    }

    [Fact]
    public void The_authority_is_valid_before_and_after_the_clock_is_put_right()
    {
        _time.Now = new DateTimeOffset(2036, 5, 1, 0, 0, 0, TimeSpan.Zero);
        FirstRun.Make(Paths, _time, TextWriter.Null);
        using var keys = HubKeys.Open(Paths);
        foreach (var year in new[] { 1971, 2026, 2036, 2080 }) Assert.Null(HubClock.Problem(keys.Ca, new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        Assert.Contains("set the clock", HubClock.Problem(keys.Ca, new DateTimeOffset(2090, 1, 1, 0, 0, 0, TimeSpan.Zero)), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>As an earlier version made it, by a clock in 1970 or one that was ahead.</summary>
    [Theory]
    [InlineData(1970, 2020)]
    [InlineData(2090, 2140)]
    public async Task A_hub_with_an_authority_of_another_time_starts_and_says_so_and_so_does_check(int from, int to)
    {
        FirstRun.Make(Paths, _time, TextWriter.Null);
        Replace(from, to);
        _data.Dispose();
        var settings = new Dictionary<string, string?> { ["Listen:Http"] = "127.0.0.1:0", ["Listen:Https"] = "127.0.0.1:0", ["Broker:Mode"] = "External", ["Broker:Address"] = "127.0.0.1:1" };
        await using (var host = HubHost.Create(new HubArguments(_folder.Path, null, settings)))
        {
            await host.StartAsync(TextWriter.Null, TestContext.Current.CancellationToken);
            var health = host.App.Services.GetRequiredService<Edge.Hub.HubHealth>();
            Assert.Contains($"{to}", health.Parts["authority"].Detail, StringComparison.Ordinal);
            Assert.False(health.Ready);
            await host.App.StopAsync(TestContext.Current.CancellationToken);
        }
        using var error = new StringWriter();
        Assert.Equal(ExitCode.Fault, await Edge.Hub.Cli.HubCli.RunAsync(["check", "--data", _folder.Path], TextWriter.Null, error, TestContext.Current.CancellationToken));
        Assert.Contains("the broker refuses the hub and every board", error.ToString(), StringComparison.Ordinal);
    }

    private void Replace(int from, int to)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Edge CA", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        using var authority = request.CreateSelfSigned(new DateTimeOffset(from, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(to, 1, 1, 0, 0, 0, TimeSpan.Zero));
        using var keys = HubKeys.Open(Paths);
        var trust = keys.Trust.ToFile();
        trust.CaCertificates.Clear();
        trust.CaCertificates.Add(Google.Protobuf.ByteString.CopyFrom(authority.RawData));
        using var root = new Edge.Contracts.Signing.SigningKey(KeyFiles.ReadKey(Paths.RootKey));
        DurableFile.WriteText(Paths.CaKey, key.ExportPkcs8PrivateKeyPem() + "\n");
        DurableFile.Write(Paths.TrustFile, Google.Protobuf.MessageExtensions.ToByteArray(Edge.Contracts.Trust.TrustAnchors.Sign(trust, root)));
    }

    [Fact]
    public void An_interrupted_first_run_starts_over()
    {
        FirstRun.Make(Paths, _time, TextWriter.Null);
        var before = File.ReadAllText(Paths.CaKey);
        File.Delete(Paths.TrustFile);
        File.WriteAllText(Paths.ReceiptKey + ".new", "half a k");
        Assert.True(FirstRun.IsDue(Paths));
        FirstRun.Make(Paths, _time, TextWriter.Null);
        Assert.NotEqual(before, File.ReadAllText(Paths.CaKey));
        HubKeys.Open(Paths).Dispose();
    }

    [Fact]
    public void A_lost_trust_file_beside_a_database_is_an_error_not_a_first_run()
    {
        FirstRun.Make(Paths, _time, TextWriter.Null);
        File.Delete(Paths.TrustFile);
        File.WriteAllText(Paths.Database, "");
        Assert.Contains(Paths.TrustFile, Assert.Throws<ConfigurationException>(() => FirstRun.IsDue(Paths)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_authority_may_sign_certificates_and_revocation_lists_and_nothing_else()
    {
        FirstRun.Make(Paths, _time, TextWriter.Null);
        using var keys = HubKeys.Open(Paths);
        var usage = Assert.Single(keys.Ca.Extensions.OfType<X509KeyUsageExtension>());
        Assert.Equal(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, usage.KeyUsages);
        Assert.True(Assert.Single(keys.Ca.Extensions.OfType<X509BasicConstraintsExtension>()).CertificateAuthority);
        Assert.Equal(keys.Ca.RawData, keys.Trust.CaCertificates[0].ToArray());
    }

    [Fact]
    public void A_second_hub_on_the_same_folder_is_refused() => Assert.Throws<HubException>(() => DataFolder.Open(_folder.Path));

    [Fact]
    public void A_folder_too_deep_for_a_socket_is_refused() =>
        Assert.Contains("107", Assert.Throws<ConfigurationException>(() => DataFolder.Open(_folder.File(new string('d', 120)))).Message, StringComparison.Ordinal);

    public void Dispose()
    {
        _data.Dispose();
        _folder.Dispose();
    }
}
