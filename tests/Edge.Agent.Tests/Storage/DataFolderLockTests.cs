using Edge.Agent.Identity;
using Edge.Agent.Tests.Support;

namespace Edge.Agent.Tests.Storage;

/// <summary>What cannot be used is named by its errno: whoever reads it has to do something else each time.</summary>
public sealed class DataFolderLockTests
{
    [Fact]
    public void A_second_agent_is_named_as_such()
    {
        using var folder = new TestFolder();
        using var first = folder.Data.Hold();
        Assert.Contains("in use by another edge-agent", Assert.Throws<IOException>(() => folder.Data.Hold()).Message, StringComparison.Ordinal);
    }

    // 78 would keep systemd from ever starting it again.
    [Fact]
    public void An_identity_that_cannot_be_read_now_is_no_configuration_error()
    {
        using var folder = new TestFolder();
        var files = new IdentityFiles(folder.Data);
        Directory.CreateDirectory(folder.Data.Identity);
        File.WriteAllText(files.Certificate, "x");
        File.CreateSymbolicLink(files.Provisioned, "/proc/self/mem"); // there, and EIO when read
        Assert.Contains("(errno 5)", Assert.Throws<IOException>(() => IdentityStore.Load(folder.Data)).Message, StringComparison.Ordinal);
    }
}
