using Edge.Hosting.Configuration;
using Edge.Hosting.Linux;
using Edge.Hub.Archive;
using Edge.Testing;

namespace Edge.Hub.Tests.Archive;

/// <summary>A hub whose disk is memory would give receipts for what the next power cut takes.</summary>
public sealed class VolatileFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _memory = Directory.CreateDirectory($"/dev/shm/edge-hub-{Path.GetRandomFileName()}").FullName;

    [Theory]
    [InlineData("")]        // the data folder itself
    [InlineData("keys")]
    [InlineData("trust")]
    public void A_link_into_memory_is_seen_through(string part)
    {
        var paths = new HubPaths(_folder.File("hub"));
        if (part.Length > 0) Directory.CreateDirectory(paths.Data);
        File.CreateSymbolicLink(Path.Combine(paths.Data, part).TrimEnd('/'), _memory);
        var refusal = Assert.Throws<ConfigurationException>(() => VolatileFolder.Check(paths, new ArchiveOptions(), MountTable.Read()));
        Assert.Contains($"is on tmpfs (it is a link to {_memory})", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Archive:AllowVolatile=true", refusal.Message, StringComparison.Ordinal);
        VolatileFolder.Check(paths, new ArchiveOptions { AllowVolatile = true }, MountTable.Read());
    }

    [Fact]
    public void A_disk_is_taken() => VolatileFolder.Check(new HubPaths(_folder.Path), new ArchiveOptions(), new MountTable("22 1 8:1 / / rw - ext4 /dev/sda1 rw", ""));

    public void Dispose()
    {
        _folder.Dispose();
        Directory.Delete(_memory, recursive: true);
    }
}
