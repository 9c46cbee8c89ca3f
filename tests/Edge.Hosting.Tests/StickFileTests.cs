using System.Text;
using Edge.Contracts;
using Edge.Hosting.Linux;
using Edge.Testing;

namespace Edge.Hosting.Tests;

public sealed class StickFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void What_is_no_plain_file_of_a_possible_length_is_not_read()
    {
        File.WriteAllText(_folder.File("four"), "four");
        File.WriteAllText(_folder.File("none"), "");
        File.CreateSymbolicLink(_folder.File("link"), _folder.File("four"));
        Assert.Equal("four", Encoding.UTF8.GetString(StickFile.Read(_folder.File("four"), 4)));
        Assert.Equal("it has 4 bytes; 1 to 3 are possible", Assert.Throws<MalformedException>(() => StickFile.Read(_folder.File("four"), 3)).Message);
        Assert.Equal("it has 0 bytes; 1 to 4 are possible", Assert.Throws<MalformedException>(() => StickFile.Read(_folder.File("none"), 4)).Message);
        Assert.Equal("it is a link", Assert.Throws<MalformedException>(() => StickFile.Read(_folder.File("link"), 4)).Message);
    }

    [Fact]
    public async Task A_file_that_was_not_written_whole_leaves_the_old_one_and_nothing_beside_it()
    {
        var path = _folder.File("slip");
        await StickFile.WriteAsync(path, file => file.WriteAsync("one"u8.ToArray(), TestContext.Current.CancellationToken).AsTask());
        await Assert.ThrowsAsync<IOException>(() => StickFile.WriteAsync(path, file =>
        {
            file.Write("tw"u8);
            throw new IOException("pulled");
        }));
        Assert.Equal("one", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    public void Dispose() => _folder.Dispose();
}
