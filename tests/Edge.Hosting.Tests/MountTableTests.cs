using Edge.Hosting.Linux;

namespace Edge.Hosting.Tests;

public sealed class MountTableTests
{
    private const string Mounts = """
        22 1 8:1 / / rw - ext4 /dev/sda1 rw
        23 22 0:20 / /run rw - tmpfs tmpfs rw
        24 22 0:21 / /mnt/over rw - overlay overlay rw,lowerdir=/low,upperdir=/run/up,workdir=/run/work
        25 22 0:22 / /mnt/good rw - overlay overlay rw,lowerdir=/low,upperdir=/data/up,workdir=/data/work
        26 22 0:23 / /mnt/twice rw - ext4 /dev/sdb rw
        27 22 0:24 / /mnt/twice rw - tmpfs tmpfs rw
        """;

    [Theory]
    [InlineData("/var/lib/edge-agent", "Durable")]
    [InlineData("/run/edge", "Volatile")]
    [InlineData("/running/edge", "Durable")]
    [InlineData("/mnt/over/edge", "Volatile")]
    [InlineData("/mnt/good/edge", "Unknown")]
    [InlineData("/mnt/twice/edge", "Volatile")]
    public void A_folder_is_as_durable_as_what_it_stands_on(string folder, string expected) =>
        Assert.Equal(expected, new MountTable(Mounts, "").Look(folder).Durability.ToString());

    [Theory]
    [InlineData("/var/lib/edge-agent/agent.lock", "08:01")]
    [InlineData("/run/edge/agent.lock", "00:14")]
    public void A_device_is_named_as_in_the_kernels_table_of_locks(string path, string expected) => Assert.Equal(expected, new MountTable(Mounts, "").DeviceOf(path));

    [Theory]
    [InlineData("boot=overlay", "Volatile")]
    [InlineData("overlayroot=tmpfs:recurse=0", "Volatile")]
    [InlineData("quiet", "Unknown")]
    public void An_overlay_whose_upper_side_is_out_of_sight_is_judged_by_the_kernel_command_line(string words, string expected) =>
        Assert.Equal(expected, new MountTable("22 1 0:30 / / rw - overlay overlay rw,lowerdir=/lower,upperdir=/upper/data", $"console=tty1 {words}\n")
            .Look("/var/lib/edge-agent").Durability.ToString());
}
