using System.Text;
using System.Text.RegularExpressions;
using Edge.Agent.Desk;
using Edge.Agent.Desk.Page;
using Edge.Agent.Devices;
using Edge.Agent.Enrolment;
using Edge.Agent.Identity.Officers;
using Edge.Agent.Kiosk.LinkMeter;
using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Kiosk.Settings;

namespace Edge.Agent.Tests.Desk;

/// <summary>The page as it is drawn.</summary>
public sealed partial class PageTests
{
    private const string Canary = "<img src=x onerror=alert(1)>\"'&";
    private static readonly DateTimeOffset Morning = new(2026, 7, 3, 7, 40, 0, TimeSpan.FromHours(7));
    private static readonly PageBook Book = new(new KioskSettings(new KioskOptions()));

    [Fact]
    public void What_people_are_called_is_text_and_never_markup()
    {
        var state = State(FakeCase.AtFingers(Canary, Canary) with { Service = Canary, Language = Canary, Warnings = [new("x", Canary, Canary, Canary, Canary)] }) with
        {
            Officer = new OfficerName("lan", Canary), Place = Canary, StoreProblem = Canary, Finds = [new SignalFind(Canary, null, 1, null, Canary)], Devices = [new DeviceStatus(Canary, DeviceState.Failed, Canary, default) { Note = Canary }],
        };
        foreach (var prefs in Prefs())
        {
            var page = Book.Document(state, prefs).Text;
            Assert.DoesNotContain("<img src=x", page, StringComparison.Ordinal);
            Assert.Contains("&lt;img src=x onerror=alert(1)&gt;&quot;&#x27;&amp;", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Both_languages_have_all_words_with_all_their_marks()
    {
        Assert.All(PageWords.Names, name =>
        {
            foreach (var w in new[] { PageWords.InVietnamese, PageWords.InEnglish })
            {
                Assert.NotEqual("", w[name]);
                Assert.True(w[name].IsNormalized(NormalizationForm.FormC), name);
            }
        });
        // What the page is drawn with exists: a name without words would be shown itself.
        foreach (var prefs in Prefs())
        {
            foreach (var state in States())
            {
                var seen = Tags().Replace(Book.Document(state, prefs).Text, "\n");
                Assert.DoesNotMatch(@"(?m)(?<![\w/.])(now|step|state|reason|finger|sum|device|note|sex|source|language|mark|theme|signal)-[a-z0-9-]+", seen);
            }
        }
        foreach (var code in CodesOfHints().Concat(UnableReasons.All.Keys.Select(r => $"reason-{r}"))) Assert.Contains(code, PageWords.Names);
        foreach (var kind in Enum.GetNames<FindProblem>()) Assert.Contains($"problem-signal-{kind}", PageWords.Names);
        foreach (var kind in Enum.GetNames<RefusalKind>().Except(["UnknownService", "UnknownLanguage", "UnknownReason", "NumbersUsedUp", "IdUsedOtherwise"])) Assert.Contains($"problem-queue-{kind}", PageWords.Names);
    }

    [Fact]
    public void Every_control_has_a_name_and_an_id_stands_once()
    {
        foreach (var prefs in Prefs())
        {
            foreach (var state in States())
            {
                var page = Book.Document(state, prefs).Text;
                var ids = Id().Matches(page).Select(m => m.Groups[1].Value).ToList();
                Assert.Equal(ids.Count, ids.Distinct().Count());
                foreach (Match button in Button().Matches(page)) Assert.True(button.Value.Contains("aria-label=", StringComparison.Ordinal) || Tags().Replace(button.Value, "").Trim().Length > 0, button.Value);
                foreach (Match key in Key().Matches(page)) Assert.True(Regex.Count(page, Regex.Escape(key.Value)) == 1, $"{key.Value} presses two buttons");
                Assert.DoesNotContain(" style=", page, StringComparison.Ordinal);
                Assert.DoesNotMatch(" on[a-z]+=", page);
            }
        }
    }

    [Fact]
    public void Only_what_looks_different_is_sent_again()
    {
        var sent = new Dictionary<string, string>();
        var first = Book.News(State(null), PageWords.InEnglish, sent);
        Assert.Contains("\"queue\":", first, StringComparison.Ordinal);
        Assert.Null(Book.News(State(null), PageWords.InEnglish, sent));
        var second = Book.News(State(null) with { Bars = 1 }, PageWords.InEnglish, sent);
        Assert.StartsWith("{\"top\":", second, StringComparison.Ordinal);
        Assert.DoesNotContain("\"queue\":", second, StringComparison.Ordinal);
    }

    [Fact]
    public void Places_with_signal_are_offered_and_listed_with_hours_in_words_and_numbers()
    {
        var state = State(null) with { Finds = [new SignalFind("Bến đò", null, 0, null, null), new SignalFind("Đồi cây đa", Morning.AddDays(1), 4, -80, "lte"), new SignalFind("Đồi cây đa", Morning, 2, -100, "lte")] };
        var page = Book.Document(state, new PagePrefs(PageWords.InVietnamese, "auto")).Text;
        Assert.Contains("<option value=\"Đồi cây đa\"></option>", page, StringComparison.Ordinal);
        Assert.Contains("list=\"signal-places\"", page, StringComparison.Ordinal);
        Assert.Contains("Lúc 7h 2–4 vạch (đo lần cuối 04/07/2026)", page, StringComparison.Ordinal);
        Assert.Contains("Lúc ?h 0 vạch (không rõ ngày)", page, StringComparison.Ordinal);
        Assert.True(page.IndexOf("<b>Đồi cây đa</b>", StringComparison.Ordinal) < page.IndexOf("<b>Bến đò</b>", StringComparison.Ordinal));
        Assert.Contains("data-post=\"/v1/desk/signal/print\"", page, StringComparison.Ordinal);
        // The field is in no part that is drawn anew while somebody types.
        Assert.DoesNotContain(Book.Parts(state, PageWords.InVietnamese), p => p.Inside.Text.Contains("signal-form", StringComparison.Ordinal));
    }

    [Fact]
    public void A_board_without_a_modem_says_nothing_of_signal_and_every_part_has_its_element_all_the_same()
    {
        var state = State(null) with { Devices = [] };
        var page = Book.Document(state, new PagePrefs(PageWords.InEnglish, "auto")).Text;
        Assert.DoesNotContain("signal-form", page, StringComparison.Ordinal);
        Assert.DoesNotContain("h-signal", page, StringComparison.Ordinal);
        foreach (var (id, _) in Book.Parts(state, PageWords.InEnglish)) Assert.Contains($" id=\"{id}\"", page, StringComparison.Ordinal);
    }

    private static IEnumerable<string> CodesOfHints() => typeof(CaseHints).GetFields().Select(f => (string)f.GetRawConstantValue()!);

    private static IEnumerable<PagePrefs> Prefs() => [new(PageWords.InVietnamese, "auto"), new(PageWords.InEnglish, "sun")];

    private static IEnumerable<DeskState> States()
    {
        yield return State(null) with { Queue = QueueState.Empty };
        yield return State(null);
        yield return State(null) with { Line = [] };
        yield return State(null) with { Bars = null, Devices = [], Finds = [new SignalFind("Bến đò", Morning, 1, null, "umts")] };
        yield return State(FakeCase.Begun("card", "A001"));
        yield return State(FakeCase.AtFingers());
        yield return State(FakeCase.AtFingers() with { Ending = true, Stuck = true });
        yield return State(FakeCase.AtPortrait());
        foreach (var step in new[] { "phone", "consent", "review" }) yield return State(FakeCase.AtPortrait() with { Service = "activation", Current = step, Steps = [new StepView(step, StepState.Current, true)], Person = null });
        var atDesk = State(null);
        yield return atDesk with { Line = [], Queue = atDesk.Queue.With(Ticket(1, TicketState.AtDesk), Ticket(2, TicketState.NoShow)) };
    }

    private static DeskState State(CaseView? work)
    {
        Ticket[] line = [Ticket(1, TicketState.Waiting), Ticket(2, TicketState.Waiting)];
        return new DeskState
        {
            Officer = new OfficerName("lan", "Lò Thị Lan"),
            Node = "kiosk-1",
            Place = "Tà Lủng",
            Trial = true,
            Queue = QueueState.Empty.With(line) with { Day = new ServiceDay(1, true, null) },
            Line = line,
            Case = work,
            Devices = [.. DeviceNames.WithTwin.Select(d => new DeviceStatus(d, DeviceState.Ready, null, default))],
            Bars = 3,
        };
    }

    private static Ticket Ticket(int ordinal, TicketState state) => new() { Day = 1, Number = $"A{ordinal:D3}", Ordinal = ordinal, Service = "card", Language = "vi", Mark = "X", State = state };

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex(" id=\"([^\"]*)\"")]
    private static partial Regex Id();

    [GeneratedRegex("<button.*?</button>", RegexOptions.Singleline)]
    private static partial Regex Button();

    [GeneratedRegex(" data-key=\"[a-z]\"")]
    private static partial Regex Key();
}
