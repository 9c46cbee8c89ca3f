using Edge.Hosting;
using Edge.Hosting.Configuration;
using Edge.Hub.Admin;
using Edge.Hub.Cli;
using Edge.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Edge.Hub.Tests.Admin;

public sealed class ConfigurationTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("""{"Nodes":{"EnrolPerMinute":0}}""", "Nodes:EnrolPerMinute", "'0'", "between 1 and 10000")]
    [InlineData("""{"Nodes":{"EnrolPerMinute":"many"}}""", "Nodes:EnrolPerMinute", "'many'", "between 1 and 10000")]
    [InlineData("""{"Nodes":{"SecretLife":"365.00:00:00"}}""", "Nodes:SecretLife", "'365.00:00:00'", "90.00:00:00")]
    [InlineData("""{"Nodes":{"SecretLive":"1.00:00:00"}}""", "unknown key Nodes:SecretLive", "'1.00:00:00'", "SecretLife")]
    [InlineData("""{"Knodes":{"SecretLife":"1.00:00:00"}}""", "unknown section Knodes", "Nodes", "Broker")]
    [InlineData("""{"Knodes":"x"}""", "unknown section Knodes", "'x'", "Broker")]
    [InlineData("""{"Listen":{"Mqtt":"0.0.0.0:0"}}""", "Listen:Mqtt", "'0.0.0.0:0'", "port 1 to 65535")]
    [InlineData("""{"Listen":{"Http":"everywhere"}}""", "Listen:Http", "'everywhere'", "ADDR:PORT")]
    [InlineData("""{"Broker":{"Mode":"Other"}}""", "Broker:Mode", "'Other'", "Managed, External")]
    [InlineData("""{"Broker":{"Mode":"External"}}""", "Broker:Mode", "External", "Broker:Address")]
    [InlineData("""{"Broker":{"CertificateFile":"x"}}""", "Broker:CertificateFile", "Broker:KeyFile", "together")]
    [InlineData("""{"Ingest":{"WindowChunks":19800}}""", "Ingest:WindowChunks", "500", "Broker:MaxQueuedMessages")]
    [InlineData("{", "--config", "cannot be read", "")]
    public async Task Wrong_configuration_never_starts_and_the_message_names_key_value_and_bound(string json, params string[] said)
    {
        await File.WriteAllTextAsync(_folder.File("hub.json"), json, TestContext.Current.CancellationToken);
        var (code, _, error) = await RunAsync("check", "--config", _folder.File("hub.json"));
        Assert.Equal(ExitCode.Configuration, code);
        Assert.All(said, words => Assert.Contains(words, error, StringComparison.Ordinal));
        Assert.False(Directory.Exists(_folder.File("data")));
    }

    [Fact]
    public async Task A_missing_file_is_a_configuration_error()
    {
        var (code, _, error) = await RunAsync("check", "--config", _folder.File("none.json"));
        Assert.Equal(ExitCode.Configuration, code);
        Assert.Contains("none.json", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run", "--bogus")]
    [InlineData("node", "add", "UPPER", "--group", "g", "--address", "h:1", "--out", "x")]
    [InlineData("node", "add", "kiosk-1", "--group", "g", "--address", "h", "--out", "x")]
    [InlineData("node", "add", "kiosk-1", "--group", "g")]
    [InlineData("nonsense")]
    public async Task Wrong_usage_is_64(params string[] arguments)
    {
        var (code, output, error) = await RunAsync(arguments);
        Assert.Equal(ExitCode.Usage, code);
        Assert.Empty(output);
        Assert.NotEmpty(error);
    }

    [Fact]
    public async Task Commands_without_a_running_hub_say_so()
    {
        foreach (var arguments in new string[][] { ["status"], ["node", "list"], ["node", "revoke", "kiosk-1"] })
        {
            var (code, output, error) = await RunAsync(arguments);
            Assert.Equal(ExitCode.Fault, code);
            Assert.Empty(output);
            Assert.Contains("no hub is running", error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Check_starts_and_makes_nothing()
    {
        var (code, output, _) = await RunAsync("check");
        Assert.Equal(ExitCode.Ok, code);
        Assert.Contains("ok", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("data")));
    }

    [Fact]
    public async Task The_command_line_wins_over_the_file()
    {
        await File.WriteAllTextAsync(_folder.File("hub.json"), """{"Listen":{"Http":"127.0.0.1:1","Https":"127.0.0.1:2"}}""", TestContext.Current.CancellationToken);
        var configuration = new HubArguments("d", _folder.File("hub.json"), new Dictionary<string, string?> { ["Listen:Http"] = "127.0.0.1:3" }).ReadSettings();
        Assert.Equal("127.0.0.1:3", configuration["Listen:Http"]);
        Assert.Equal("127.0.0.1:2", configuration["Listen:Https"]);
    }

    [Fact]
    public void Every_default_lies_within_its_own_bounds()
    {
        var host = HubHost.Create(new HubArguments(_folder.File("data"), null, new Dictionary<string, string?>()));
        Assert.NotEmpty(host.App.Services.GetServices<KnownSection>());
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await HubCli.RunAsync([.. arguments, "--data", _folder.File("data")], output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }

    public void Dispose() => _folder.Dispose();
}
