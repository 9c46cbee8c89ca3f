using Edge.Agent.Devices.Printer;

namespace Edge.Agent.Kiosk.Printing;

/// <summary>A ticket that nobody gets, printed when a technician asks for one.</summary>
internal sealed class TestTicket(Func<TicketFace, int, Raster> artist, PaperStatus status, TimeProvider time)
{
    public AskedPaper Paper { get; } = new("test", dots => artist(Face(time.GetLocalNow()), dots), status, time);

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
}
