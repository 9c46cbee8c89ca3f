using Edge.Agent.Configuration;
using Edge.Agent.Spool;
using Edge.Agent.Storage;

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

    [Fact]
    public void An_overlay_is_warned_of_and_a_disk_is_not()
    {
        Assert.NotNull(SpoolPlace.Check(new DataFolder("/over/edge"), new SpoolOptions(), Mounts));
        Assert.Null(SpoolPlace.Check(new DataFolder("/var/lib/edge-agent"), new SpoolOptions(), Mounts));
    }
}
