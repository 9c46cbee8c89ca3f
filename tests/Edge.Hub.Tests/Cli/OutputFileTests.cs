using Edge.Hub.Cli;
using Edge.Testing;

namespace Edge.Hub.Tests.Cli;

public sealed class OutputFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void A_file_is_there_whole_and_for_its_owner_alone_and_replaces_none()
    {
        var path = _folder.File("kiosk-1.edge");
        File.WriteAllText(path + ".part", "left by a stick that was pulled");
        OutputFile.Write(path, "one"u8);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Throws<HubException>(() => OutputFile.Write(path, "two"u8));
        Assert.Equal("one", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void What_could_not_be_written_has_not_its_name()
    {
        var path = _folder.File("kiosk-1.edge");
        Directory.CreateDirectory(path + ".part");
        Assert.Contains(path, Assert.Throws<HubException>(() => OutputFile.Write(path, "one"u8)).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
    }

    public void Dispose() => _folder.Dispose();
}
