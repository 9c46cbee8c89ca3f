using Edge.Agent.Commissioning;
using Edge.Agent.Identity;
using Edge.Agent.Identity.Provisioning;
using Edge.Agent.Kiosk.Show;
using Edge.Agent.Tests.Support;
using Edge.Hosting.Linux;

namespace Edge.Agent.Tests.Commissioning;

/// <summary>Who may make a board what, with a stick; and what a stick may be.</summary>
public sealed class StickRulesTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly StickRules _rules;

    public StickRulesTests() => _rules = new StickRules(_folder.Data);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("-----BEGIN EDGE PROVISIONING-----\nAAAA\n-----END EDGE PROVISIONING-----\n")]
    public void Garbage_is_not_taken(string text) => Assert.Equal(StickState.Failed, _rules.Judge(text).State);

    [Fact(Timeout = 180_000)]
    public async Task A_provisioned_board_takes_only_its_own_name_from_its_own_hub()
    {
        Assert.True(_rules.Judge(TestProvisioning.File("kiosk-2")).IsTaken);
        var text = await ProvisionAsync();
        Assert.True(_rules.Judge(TestProvisioning.File(httpsPort: 10)).IsTaken);
        Assert.Equal(StickState.Done, _rules.Judge(text).State);

        var other = _rules.Judge(TestProvisioning.File("kiosk-2"));
        Assert.Equal(StickState.NotOurs, other.State);
        Assert.Contains("this board is kiosk-1 and the file is for kiosk-2", other.Why!, StringComparison.Ordinal);
        Assert.Equal(StickState.NotOurs, _rules.Judge(TestProvisioning.File(keys: TestKeys.Others())).State);
    }

    // A board's certificate travels in the clear: with it alone a stranger could write a file that leads the board astray.
    [Fact(Timeout = 180_000)]
    public async Task A_provisioned_board_takes_nothing_that_its_hub_was_not_asked_for()
    {
        await ProvisionAsync();
        var own = System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificateFromFile(new IdentityFiles(_folder.Data).Certificate);
        Assert.Equal(StickState.Failed, _rules.Judge(TestProvisioning.File(httpsPort: 10, certificate: own.RawData)).State);
    }

    [Theory(Timeout = 180_000)]
    [InlineData("provisioned.txt", "garbage")]
    [InlineData("provisioned.txt", null)]
    [InlineData("node.crt", null)]
    public async Task A_board_whose_identity_is_damaged_is_no_new_board(string file, string? content)
    {
        await ProvisionAsync();
        var path = Path.Combine(_folder.Data.Identity, file);
        if (content is null) File.Delete(path);
        else await File.WriteAllTextAsync(path, content, Token);
        Assert.Equal(StickState.Failed, _rules.Judge(TestProvisioning.File()).State);
    }

    // What it holds would go to whichever hub the file names.
    [Fact(Timeout = 180_000)]
    public async Task A_board_that_was_in_use_and_lost_its_identity_is_no_new_board()
    {
        await ProvisionAsync();
        SignerKeys.Remember(_folder.Data, TestKeys.Shared.Node.Public, new LinuxDisk());
        Directory.Delete(_folder.Data.Identity, recursive: true);
        Assert.Equal(StickState.Failed, _rules.Judge(TestProvisioning.File()).State);
    }

    [Theory]
    [InlineData("none", "no provisioning file")]
    [InlineData("several", "several files")]
    [InlineData("large", "131072 bytes")]
    [InlineData("mount", "FAT32")]
    [InlineData("read", "pulled out")]
    [InlineData("whatever else\u001b[2J", "pulled out")]
    public async Task What_was_wrong_with_a_stick_is_told_in_words(string problem, string words)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Root, StickDrop.ProblemName), problem + "\n", Token);
        Assert.Contains(words, StickDrop.Read(_folder.Root)!.Value.Problem!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_drop_is_a_small_plain_file()
    {
        var path = Path.Combine(_folder.Root, StickDrop.FileName);
        Assert.Null(StickDrop.Read(_folder.Root));
        Assert.Null(StickDrop.Read(Path.Combine(_folder.Root, "not-there")));
        File.WriteAllText(path, "text");
        Assert.Equal("text", StickDrop.Read(_folder.Root)!.Value.Text);
        using (var large = File.OpenWrite(path)) large.SetLength(StickDrop.MostBytes + 1);
        Assert.NotNull(StickDrop.Read(_folder.Root)!.Value.Problem);
        File.Delete(path);
        File.CreateSymbolicLink(path, "/etc/hostname");
        Assert.NotNull(StickDrop.Read(_folder.Root)!.Value.Problem);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<string> ProvisionAsync()
    {
        await using var hub = await TestHub.StartAsync(TestCertificates.Hub());
        var text = TestProvisioning.File(httpsPort: hub.Port);
        await new Provisioner(_folder.Data, new LinuxDisk()).ProvisionAsync(text, replace: false, Token);
        return text;
    }
}
