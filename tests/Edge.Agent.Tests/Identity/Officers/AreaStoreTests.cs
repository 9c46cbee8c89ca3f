using Edge.Agent.Tests.Support;
using Edge.Contracts;
using Edge.Contracts.Wire;

namespace Edge.Agent.Tests.Identity.Officers;

public sealed class AreaStoreTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly TestArea _area;

    public AreaStoreTests() => _area = new TestArea(_folder.Data);

    public void Dispose()
    {
        _area.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void What_was_taken_is_there_after_a_restart()
    {
        var store = _area.Open();
        store.Take(Names.AreaObject, 3, _area.AreaObject(3));
        store.Take(Names.AnswersObject, 5, _area.AnswersObject(5, new RecordAnswer { Result = "ready" }));
        var again = _area.Open();
        Assert.Equal((3UL, 5UL, 0UL), (again.Version(Names.AreaObject), again.Version(Names.AnswersObject), again.Version(Names.WorklistObject)));
        Assert.Equal("ready", Assert.Single(again.Answers!.Answers).Result);
    }

    [Fact]
    public void Differences_follow_the_whole_list_and_a_new_whole_list_takes_their_place()
    {
        var store = _area.Open();
        store.Take(Names.WorklistObject, 7, _area.WorklistObject(7, 0, new WorklistContent()));
        store.Take(Names.WorklistObject, 8, _area.WorklistObject(8, 7, new WorklistContent()));
        Assert.Equal([7UL, 8UL], _area.Open().Worklists.Select(w => w.Version));
        store.Take(Names.WorklistObject, 12, _area.WorklistObject(12, 0, new WorklistContent()));
        Assert.Equal([12UL], _area.Open().Worklists.Select(w => w.Version));
        Assert.Single(Directory.GetFiles(_folder.Data.Area, "worklist-*"));
    }

    [Fact]
    public void A_difference_to_another_version_is_refused()
    {
        var store = _area.Open();
        store.Take(Names.WorklistObject, 7, _area.WorklistObject(7, 0, new WorklistContent()));
        Assert.Throws<MalformedException>(() => store.Take(Names.WorklistObject, 9, _area.WorklistObject(9, 8, new WorklistContent())));
        Assert.Equal(7UL, store.Version(Names.WorklistObject));
    }

    [Fact]
    public void A_gap_in_the_differences_ends_the_list_before_it_so_that_the_rest_is_asked_for()
    {
        var store = _area.Open();
        store.Take(Names.WorklistObject, 7, _area.WorklistObject(7, 0, new WorklistContent()));
        store.Take(Names.WorklistObject, 8, _area.WorklistObject(8, 7, new WorklistContent()));
        store.Take(Names.WorklistObject, 9, _area.WorklistObject(9, 8, new WorklistContent()));
        File.WriteAllBytes(Directory.GetFiles(_folder.Data.Area, "worklist-*8.sealed").Single(), [1, 2, 3]);
        Assert.Equal(7UL, _area.Open().Version(Names.WorklistObject));
    }

    [Fact]
    public void What_is_of_another_version_area_or_board_is_refused()
    {
        var store = _area.Open();
        Assert.Throws<MalformedException>(() => store.Take(Names.AreaObject, 4, _area.AreaObject(3)));
        Assert.Throws<MalformedException>(() => store.Take(Names.AreaObject, 3, _area.AreaObject(3, f => f.Area = "south")));
        Assert.Throws<MalformedException>(() => store.Take(Names.AnswersObject, 3, _area.AreaObject(3)));
        Assert.Throws<MalformedException>(() => store.Take(Names.AreaObject, 3, new byte[200]));
        Assert.Throws<MalformedException>(() => store.Take(Names.AreaObject, 3, ReadOnlyMemory<byte>.Empty));
        Assert.Equal(0UL, store.Version(Names.AreaObject));
    }

    [Fact]
    public void A_board_of_another_group_has_nothing_of_the_old_one()
    {
        var store = _area.Open();
        store.Take(Names.AreaObject, 3, _area.AreaObject(3));
        store.Take(Names.AnswersObject, 3, _area.AnswersObject(3));
        store.Take(Names.WorklistObject, 3, _area.WorklistObject(3, 0, new WorklistContent()));
        var moved = _area.Open("south");
        Assert.Equal((0UL, 0UL, 0UL), (moved.Version(Names.AreaObject), moved.Version(Names.AnswersObject), moved.Version(Names.WorklistObject)));
        Assert.Throws<MalformedException>(() => moved.Take(Names.AnswersObject, 4, _area.AnswersObject(4)));
        Assert.Throws<MalformedException>(() => moved.Take(Names.WorklistObject, 4, _area.WorklistObject(4, 0, new WorklistContent())));
    }

    [Fact]
    public void After_thirty_differences_the_whole_list_is_wanted_anew_and_the_old_one_serves_until_then()
    {
        var store = _area.Open();
        store.Take(Names.WorklistObject, 1, _area.WorklistObject(1, 0, new WorklistContent()));
        for (var version = 2UL; version <= 31; version++) store.Take(Names.WorklistObject, version, _area.WorklistObject(version, version - 1, new WorklistContent()));
        Assert.Equal((0UL, 31), (store.Version(Names.WorklistObject), store.Worklists.Count));
        store.Take(Names.WorklistObject, 31, _area.WorklistObject(31, 0, new WorklistContent()));
        Assert.Equal((31UL, 1), (store.Version(Names.WorklistObject), store.Worklists.Count));
    }

    [Fact]
    public void Officers_and_people_are_nowhere_on_the_disk_in_the_clear()
    {
        var store = _area.Open();
        store.Take(Names.AreaObject, 1, _area.AreaObject());
        store.Take(Names.WorklistObject, 1, _area.WorklistObject(1, 0, new WorklistContent { Entry = { 1 }, Number = { "011090000001" }, Name = { "Vàng A Canary" }, Birth = { 19900101 }, Flags = { 16 }, Hamlet = { 0 } }));
        var disk = string.Concat(Directory.GetFiles(_folder.Root, "*", SearchOption.AllDirectories).Select(f => System.Text.Encoding.UTF8.GetString(File.ReadAllBytes(f)) + f));
        Assert.DoesNotContain("Canary", disk, StringComparison.Ordinal);
        Assert.DoesNotContain("Lò Thị Lan", disk, StringComparison.Ordinal);
        Assert.DoesNotContain("011090000001", disk, StringComparison.Ordinal);
    }
}
