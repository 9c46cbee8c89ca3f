using Edge.Agent.Custody;
using Edge.Agent.Enrolment.Worklists;
using Edge.Agent.Identity.Officers;
using Edge.Agent.Storage;
using Edge.Agent.Tests.Support;
using Edge.Contracts;
using Edge.Contracts.Areas;
using Edge.Contracts.Wire;
using Edge.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edge.Agent.Tests.Enrolment.Worklists;

public sealed class WorklistBookTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly TestArea _area;
    private readonly ManualTime _time = new();
    private readonly StateDatabase _state;
    private readonly AreaStore _store;
    private readonly OfficerDuty _duty;

    public WorklistBookTests()
    {
        _area = new TestArea(_folder.Data);
        _state = StateDatabase.Open(_folder.Data.StateDatabase, _time, NullLogger.Instance);
        _store = _area.Open();
        _store.Take(Names.AreaObject, 1, _area.AreaObject());
        _store.Take(Names.WorklistObject, 1, _area.WorklistObject(1, 0, People()));
        _duty = new OfficerDuty(_store, new PinTries(_state, _time), _time, NullLogger<OfficerDuty>.Instance);
    }

    public void Dispose()
    {
        _state.Dispose();
        _area.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Without_an_officer_the_list_is_closed_and_closes_again_with_the_signing_out()
    {
        var book = Open();
        Assert.Null(book.Summary);
        Assert.Empty(book.Search("", WorklistMarks.None, done: true, 10));
        SignIn();
        Assert.Equal((3, 2, 1, 1, 1, 40), book.Summary is { } s ? (s.People, s.Permanent, s.Temporary, s.NeedRide, s.NeedVisit, s.Quota) : default);
        _duty.SignOut();
        Assert.Null(book.FindNumber("011090000001"));
    }

    [Theory]
    [InlineData("nguyen", 1)]
    [InlineData("NGUYỄN  đức", 1)]
    [InlineData("duc", 1)]
    [InlineData("Ðức", 1)]
    [InlineData("011090000001", 1)]
    [InlineData("po sa", 2)]
    [InlineData("nobody", 0)]
    public void Search_knows_no_marks_and_no_capitals(string query, int found)
    {
        SignIn();
        Assert.Equal(found, Open().Search(query, WorklistMarks.None, done: false, 10).Count);
    }

    [Fact]
    public void A_difference_adds_changes_and_removes()
    {
        _store.Take(Names.WorklistObject, 2, _area.WorklistObject(2, 1, new WorklistContent
        {
            Hamlets = { "Nà Pheo" }, Entry = { 2, 9 }, Number = { "", "" }, Name = { "Giàng Thị Mỷ", "Tẩn Sử Mẩy" }, Birth = { 0, 19880000 },
            Flags = { (uint)(WorklistMarks.LacksCard | WorklistMarks.NeedsVisit), (uint)WorklistMarks.LacksCard }, Hamlet = { 0, 0 }, Removed = { 1 },
        }));
        SignIn();
        var book = Open();
        Assert.Equal([2u, 3u, 9u], book.Search("", WorklistMarks.None, done: true, 10).Select(p => p.Entry));
        Assert.Equal(("Giàng Thị Mỷ", "", "Nà Pheo"), book.Find(2) is { } p ? (p.Name, p.Birth, p.Hamlet) : default);
        Assert.Equal("1988", book.Find(9)!.Birth);
    }

    [Fact]
    public void Who_was_enrolled_for_all_that_was_lacking_is_ticked_off_also_after_a_restart()
    {
        SignIn();
        var book = Open();
        book.Tick(1, "card");
        Assert.False(book.Find(1)!.Done);
        book.Tick(1, "account");
        book.Tick(1, "correction");
        Assert.True(Open().Find(1)!.Done);
        Assert.Equal((2, 1), (book.Summary!.People, book.Summary.Done));
    }

    [Fact]
    public void Ticks_of_people_who_left_the_list_are_forgotten()
    {
        SignIn();
        var book = Open();
        book.Tick(1, "card");
        _store.Take(Names.WorklistObject, 2, _area.WorklistObject(2, 1, new WorklistContent { Removed = { 1 } }));
        Assert.Null(book.Find(1));
        Assert.Empty(new WorklistTicks(_state).Read());
    }

    [Fact]
    public void An_expired_list_is_closed_and_deleted_only_by_a_clock_that_is_right()
    {
        _store.Take(Names.WorklistObject, 2, _area.WorklistObject(2, 0, People(), _time.GetUtcNow().AddDays(1)));
        SignIn();
        var book = Open(out var clock);
        Assert.NotNull(book.Summary);
        clock.Wall = _time.GetUtcNow().AddDays(2);
        clock.State = ClockState.Unsynchronised;
        Assert.Null(book.Summary);
        Assert.Equal(2UL, _store.Version(Names.WorklistObject));
        clock.State = ClockState.Synchronised;
        Assert.Null(book.Summary);
        Assert.Equal(0UL, _store.Version(Names.WorklistObject));
        Assert.Empty(Directory.GetFiles(_folder.Data.Area, "worklist-*"));
    }

    [Fact]
    public void An_expired_list_is_deleted_also_while_nobody_is_signed_in()
    {
        _store.Take(Names.WorklistObject, 2, _area.WorklistObject(2, 0, People(), _time.GetUtcNow().AddDays(1)));
        var book = Open(out var clock);
        book.Tend();
        Assert.Equal(2UL, _store.Version(Names.WorklistObject));
        clock.Wall = _time.GetUtcNow().AddDays(2);
        book.Tend();
        Assert.Empty(Directory.GetFiles(_folder.Data.Area, "worklist-*"));
    }

    [Fact]
    public void A_list_with_columns_of_different_length_is_not_opened_and_breaks_nothing()
    {
        _store.Take(Names.WorklistObject, 2, _area.WorklistObject(2, 0, new WorklistContent { Entry = { 1, 2 }, Name = { "X" } }));
        SignIn();
        Assert.Null(Open().Summary);
    }

    private void SignIn() => Assert.Null(_duty.SignIn(TestArea.Lan, TestArea.LanPin).Refusal);

    private WorklistBook Open() => Open(out _);

    private WorklistBook Open(out SetClock clock) => new(_store, _duty, new WorklistTicks(_state), clock = new SetClock { Wall = _time.GetUtcNow() }, NullLogger<WorklistBook>.Instance);

    private static WorklistContent People() => new()
    {
        Hamlets = { "Pờ Sa", "Nà Pheo" },
        Entry = { 1, 2, 3 },
        Number = { "011090000001", "", "011190000002" },
        Name = { "Nguyễn Đức Thử", "Giàng Thị Mỷ", "Lò Văn Mẫu" },
        Birth = { 19900102, 19550000, 20010300 },
        Flags =
        {
            (uint)(WorklistMarks.LacksCard | WorklistMarks.LacksAccount),
            (uint)(WorklistMarks.LacksCard | WorklistMarks.NeedsVisit | WorklistMarks.Female),
            (uint)(WorklistMarks.LacksCard | WorklistMarks.NeedsRide | WorklistMarks.Temporary),
        },
        Hamlet = { 0, 0, 1 },
    };

    private sealed class SetClock : IBoardClock
    {
        public DateTimeOffset Wall { get; set; }

        public ClockState State { get; set; } = ClockState.Synchronised;

        public ClockReading Read() => new(Wall, State, Guid.Empty, 0);
    }
}
