using Edge.Agent.Devices.Printer;
using Edge.Hosting.Waiting;

namespace Edge.Agent.Kiosk.Printing;

/// <summary>A ticket that nobody waits for, printed when a technician asks for one. It is forgotten where it does not come out in time: nobody is there any more to take it.</summary>
internal sealed class TestTicket(Func<TicketFace, int, Raster> artist, TimeProvider time) : IPaperSource
{
    private readonly Signal _changed = new();
    private volatile Asked? _asked;
    private int _number;

    public Task Changed => _changed.Next;

    public static TicketFace Face(DateTimeOffset at) => new()
    {
        Number = "T000",
        Pictogram = "card",
        Service = "Phiếu in thử · Test ticket",
        Language = "vi",
        PeopleBefore = 0,
        IssuedAt = at,
        Code = "edge1:ticket:test:0:T000:000000",
        Place = "ă â đ ê ô ơ ư · ắ ằ ẳ ẵ ặ · ế ề ể ễ ệ · ố ồ ổ ỗ ộ",
    };

    public Paper? Next() => _asked is { } asked ? new Paper(asked.Id, dots => artist(Face(time.GetLocalNow()), dots)) : null;

    public void Printed(Paper paper)
    {
        if (_asked is not { } asked || asked.Id != paper.Id) return;
        _asked = null;
        asked.Done.TrySetResult();
    }

    /// <summary>Completes when it is on paper; false where that took longer.</summary>
    public async Task<bool> PrintAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        var asked = new Asked($"test-{Interlocked.Increment(ref _number)}", new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _asked = asked;
        _changed.Set();
        try
        {
            await asked.Done.Task.WaitAsync(limit, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
        finally
        {
            Interlocked.CompareExchange(ref _asked, null, asked);
        }
    }

    private sealed record Asked(string Id, TaskCompletionSource Done);
}
