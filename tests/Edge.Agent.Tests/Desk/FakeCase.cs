using Edge.Agent.Desk;
using Edge.Agent.Enrolment;
using Edge.Agent.Enrolment.Identify;
using Edge.Hosting.Waiting;

namespace Edge.Agent.Tests.Desk;

/// <summary>A case that is whatever a test says; it remembers what it was asked to do.</summary>
internal sealed class FakeCase
{
    private readonly Signal _changed = new();
    private volatile CaseView? _current;

    public List<CaseAct> Acts { get; } = [];

    /// <summary>Why the next act is not done.</summary>
    public CaseAnswer Answer { get; set; } = CaseAnswer.Done;

    public byte[]? Picture { get; set; }

    public CaseView? Current
    {
        get => _current;
        set
        {
            _current = value;
            _changed.Set();
        }
    }

    public DeskCase InHand => new(() => _current, () => _changed.Next, (act, _, _) => Task.FromResult(Do(act)), number => number == Preview ? Picture : null);

    private long? Preview => _current?.Steps.FirstOrDefault(s => s.Id == "portrait")?.Preview;

    public static CaseView Begun(string service, string? ticket) => new()
    {
        Id = new Guid(1, 2, 3, new byte[8]),
        Service = service,
        Ticket = ticket,
        Language = "vi",
        Officer = "lan",
        Current = "identify",
        Steps = [.. new[] { "identify", "fingers", "portrait", "consent", "review", "receipt" }.Select(id => new StepView(id, id == "identify" ? StepState.Current : StepState.Waiting, false))],
    };

    /// <summary>A made-up citizen whose card and worklist differ, with fingers half done.</summary>
    public static CaseView AtFingers(string ticket = "A001", string name = "Vừ Thị Mỷ") => Begun("card", ticket) with
    {
        Current = "fingers",
        Person = new PersonView { Number = "002191000123", Name = name, Birth = "02/09/1991", Sex = "f", Address = "Thôn Sán Pín, xã Tà Lủng, huyện Mèo Vạc, tỉnh Hà Giang", Source = "qr" },
        Warnings =
        [
            new Warning("birth-differs", "Ngày sinh trên thẻ khác với danh sách.", "The card's birth date differs from the worklist's.", "02/09/1991", "09/02/1991"),
            new Warning("card-expired", "Thẻ đã hết hạn.", "The card has expired.", "01/05/2026", ""),
        ],
        Steps =
        [
            new StepView("identify", StepState.Done, false),
            new StepView("fingers", StepState.Current, false)
            {
                Hint = CaseHints.FingerDry,
                Fingers =
                [
                    new FingerView(2, StepState.Done, 1, 78), new FingerView(7, StepState.Current, 2, 31), new FingerView(1, StepState.Skipped, 0, null, "bandaged"),
                    .. new[] { 6, 3, 4, 5, 8, 9, 10 }.Select(p => new FingerView(p, StepState.Waiting, 0, null)),
                ],
            },
            new StepView("portrait", StepState.Waiting, false), new StepView("consent", StepState.Waiting, false), new StepView("review", StepState.Waiting, false), new StepView("receipt", StepState.Waiting, false),
        ],
    };

    public static CaseView AtPortrait(string ticket = "A001") => AtFingers(ticket) with
    {
        Current = "portrait",
        Steps =
        [
            new StepView("identify", StepState.Done, false), new StepView("fingers", StepState.Done, false),
            new StepView("portrait", StepState.Current, false) { Preview = 3, Doubts = [CaseHints.TooDark] },
            new StepView("consent", StepState.Waiting, false), new StepView("review", StepState.Waiting, false), new StepView("receipt", StepState.Waiting, false),
        ],
    };

    private CaseAnswer Do(CaseAct act)
    {
        lock (Acts) Acts.Add(act);
        if (Answer.Problem is not null) return Answer;
        if (act is CaseAct.Begin begin) Current = Begun(begin.Service, begin.Ticket);
        if (act is CaseAct.Cancel or CaseAct.Finish or CaseAct.Unable) Current = null;
        return Answer;
    }
}
