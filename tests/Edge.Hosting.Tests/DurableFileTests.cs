using Edge.Hosting.Linux;
using Edge.Testing;

namespace Edge.Hosting.Tests;

public sealed class DurableFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void A_file_is_replaced_whole_for_its_owner_alone_whatever_a_power_cut_left_beside_it()
    {
        var path = _folder.File("ca.key");
        File.WriteAllText(path + ".new", "half a k");
        DurableFile.WriteText(path, "one");
        DurableFile.Write(path, "two"u8);
        Assert.Equal("two", File.ReadAllText(path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    // proc is a file system that cannot sync; a folder that is not there is no such thing.
    [Fact]
    public void Only_a_file_system_that_cannot_sync_a_folder_is_let_be()
    {
        DurableFile.SyncFolderIfPossible("/proc/self");
        Assert.Throws<DiskException>(() => DurableFile.SyncFolder("/proc/self"));
        Assert.Throws<DiskException>(() => DurableFile.SyncFolderIfPossible(_folder.File("none")));
        Assert.Throws<DiskException>(() => DurableFile.SyncFolderIfPossible(FileIn("file")));
    }

    private string FileIn(string name)
    {
        File.WriteAllText(_folder.File(name), "");
        return _folder.File(name) + "/below";
    }

    public void Dispose() => _folder.Dispose();
}
