using Edge.Agent.Spool;
using Edge.Agent.Storage;
using Edge.Agent.Tests.Support;
using Edge.Hosting.Configuration;
using Edge.Hosting.Linux;

namespace Edge.Agent.Tests.Spool;

public sealed class SpoolPlaceTests
{
    private static readonly MountTable Mounts = new("""
        22 1 8:1 / / rw - ext4 /dev/sda1 rw
        23 22 0:20 / /run rw - tmpfs tmpfs rw
        24 22 0:21 / /over rw - overlay overlay rw,lowerdir=/low,upperdir=/data/up,workdir=/data/work
        """, "");

    [Fact]
    public void A_memory_disk_is_refused_unless_allowed()
    {
        var refusal = Assert.Throws<ConfigurationException>(() => SpoolPlace.Check(new DataFolder("/run/edge"), new SpoolOptions(), Mounts));
        Assert.Contains("Spool:AllowVolatile=true", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("power cut", SpoolPlace.Check(new DataFolder("/run/edge"), new SpoolOptions { AllowVolatile = true }, Mounts), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]            // the data folder itself
    [InlineData("spool")]
    [InlineData("kept")]
    [InlineData("identity")]
    [InlineData("state.db")]
    public void A_link_into_memory_is_seen_through_wherever_something_is_promised(string part)
    {
        using var folder = new TestFolder();
        var memory = Directory.CreateDirectory(Path.Combine(folder.Root, "memory")).FullName;
        var mounts = new MountTable($"22 1 8:1 / / rw - ext4 /dev/sda1 rw\n23 22 0:20 / {memory} rw - tmpfs tmpfs rw\n", "");
        var data = new DataFolder(Path.Combine(folder.Root, "data"));
        if (part.Length > 0) Directory.CreateDirectory(data.Root);
        // By two steps, one of them relative.
        File.CreateSymbolicLink(Path.Combine(folder.Root, "between"), "memory");
        File.CreateSymbolicLink(Path.Combine(data.Root, part).TrimEnd('/'), Path.Combine(folder.Root, "between", "edge"));

        var refusal = Assert.Throws<ConfigurationException>(() => SpoolPlace.Check(data, new SpoolOptions(), mounts));
        Assert.Contains($"leads to {memory}/edge and is on tmpfs", refusal.Message, StringComparison.Ordinal);
        Assert.NotNull(SpoolPlace.Check(data, new SpoolOptions { AllowVolatile = true }, mounts));
    }

    [Fact]
    public void Links_are_followed_as_the_kernel_does()
    {
        using var folder = new TestFolder();
        Directory.CreateDirectory(Path.Combine(folder.Root, "a", "b"));
        File.CreateSymbolicLink(Path.Combine(folder.Root, "a", "up"), "../a/./b/..");
        File.CreateSymbolicLink(Path.Combine(folder.Root, "one"), "two");
        File.CreateSymbolicLink(Path.Combine(folder.Root, "two"), "one");
        Assert.Equal(Path.Combine(folder.Root, "a", "new"), Links.Follow(Path.Combine(folder.Root, "a", "up", "new")));
        Assert.Contains("leads to itself", Assert.Throws<IOException>(() => Links.Follow(Path.Combine(folder.Root, "one", "x"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_overlay_is_warned_of_and_a_disk_is_not()
    {
        Assert.NotNull(SpoolPlace.Check(new DataFolder("/over/edge"), new SpoolOptions(), Mounts));
        Assert.Null(SpoolPlace.Check(new DataFolder("/var/lib/edge-agent"), new SpoolOptions(), Mounts));
    }
}
