using Edge.Hub.Accounts;
using Edge.Hub.Archive;
using Edge.Hub.Audit;
using Edge.Hub.Tests.Support;

namespace Edge.Hub.Tests.Archive;

public sealed class ArchiveWriterTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("hub.db")]
    [InlineData("hub.db-wal")]
    public async Task Nothing_is_confirmed_that_was_written_to_a_file_that_is_gone(string file)
    {
        await using var hub = await HubHarness.StartAsync();
        var users = hub.Get<UserBook>();
        await users.AddAsync(Actor.CommandLine, new NewUser("hoa", Role.Viewer, "vi", Browser.Password), Token);
        File.Delete(Path.Combine(Path.GetDirectoryName(hub.Paths.Database)!, file));
        await Assert.ThrowsAsync<ArchiveGoneException>(() => users.AddAsync(Actor.CommandLine, new NewUser("minh", Role.Viewer, "vi", Browser.Password), Token));
        await Assert.ThrowsAsync<ArchiveGoneException>(() => hub.Get<AuditLog>().NoteAsync(Actor.CommandLine, "tried", "hub", "", Token));
    }
}
