using Edge.Agent.Identity;
using Edge.Agent.Storage;
using Edge.Agent.Tests.Support;

namespace Edge.Agent.Tests.Storage;

/// <summary>What cannot be used is named by its errno: whoever reads it has to do something else each time.</summary>
public sealed class DataFolderLockTests
{
    [Fact]
    public void A_second_agent_is_named_as_such()
    {
        using var folder = new TestFolder();
        using var first = DataFolderLock.Take(folder.Data);
        Assert.Contains("in use by another edge-agent", Assert.Throws<IOException>(() => DataFolderLock.Take(folder.Data)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(30, "read-only")]
    [InlineData(28, "(errno 28)")]
    [InlineData(5, "(errno 5)")]
    public void Another_error_is_not_taken_for_another_agent(int errno, string named)
    {
        var said = DataFolderLock.Why(new DataFolder("/data"), errno, "the kernel's words");
        Assert.Contains(named, said, StringComparison.Ordinal);
        Assert.DoesNotContain("another edge-agent", said, StringComparison.Ordinal);
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
