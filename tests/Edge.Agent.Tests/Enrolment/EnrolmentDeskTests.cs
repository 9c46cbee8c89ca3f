using Edge.Agent.Enrolment;
using Edge.Agent.Enrolment.Biometrics;
using Edge.Agent.Enrolment.Services;
using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Kiosk.Voice;
using Edge.Contracts;
using Edge.Contracts.Areas;
using Edge.Contracts.Wire;
using Edge.Testing.Time;

namespace Edge.Agent.Tests.Enrolment;

/// <summary>The whole way of a case, with what goes wrong on it.</summary>
public sealed class EnrolmentDeskTests : IAsyncLifetime
{
    private readonly DeskBench _bench = new();

    public async ValueTask InitializeAsync() => await _bench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact(Timeout = 120_000)]
    public async Task A_citizen_is_enrolled_with_three_acts_of_the_officer_and_the_record_holds_what_was_captured()
    {
        var id = await _bench.BeginAsync();
        _bench.Scan(DeskBench.Card); // nothing about it is doubtful: no click
        await _bench.CaptureAsync();
        Assert.Equal([StepState.Done, StepState.Done, StepState.Done, StepState.Done, StepState.Current, StepState.Waiting], _bench.Case.Steps.Select(s => s.State));
        await _bench.DoneAsync(new CaseAct.Finish());
        Assert.Null(_bench.Desk.Current);

        var (manifest, record) = Assert.Single(_bench.Records());
        Assert.Equal((id, "card", "complete", "lan", 5U), (new Guid(manifest.RecordId.Span, bigEndian: true), manifest.Kind, manifest.Outcome, manifest.Officer, manifest.Priority));
        Assert.Equal(["identify.sealed", "fingers.sealed", "portrait.sealed", "consent.sealed"], record.Attachments.Select(a => a.Name));
        var summary = DeskBench.Fields(record);
        Assert.Equal(("card", "A001", "vi"), (summary.GetProperty("service").GetString(), summary.GetProperty("ticket").GetString(), summary.GetProperty("language").GetString()));
        Assert.DoesNotContain(DeskBench.Number, record.Fields.ToStringUtf8(), StringComparison.Ordinal);
        Assert.DoesNotContain("Canary", record.Fields.ToStringUtf8(), StringComparison.Ordinal);

        var who = DeskBench.Fields(DeskBench.Part(manifest, record, "identify")).GetProperty("person");
        Assert.Equal((DeskBench.Number, DeskBench.Name), (who.GetProperty("number").GetString(), who.GetProperty("name").GetString()));
        var portrait = Assert.Single(DeskBench.Part(manifest, record, "portrait").Attachments);
        Assert.Equal(_bench.Camera.Picture, portrait.Data.ToByteArray());
        var fingers = FingerContainerReader.Read(Assert.Single(DeskBench.Part(manifest, record, "fingers").Attachments).Data.ToByteArray());
        Assert.Equal([2, 7, 1, 6, 3, 4, 5, 8, 9, 10], fingers.Select(f => f.Position));
        Assert.Equal(TestFingers.Good().Pixels, fingers[0].Pixels);

        Assert.Equal(TicketState.Done, Assert.Single(_bench.Queue.Current.Tickets).State);
        Assert.Empty(Directory.GetDirectories(Path.Combine(_bench.Root, "enrolment")));
        Assert.NotNull(_bench.Slips.Next());
        Assert.All(_bench.Sensor.Given, image => Assert.True(image.Pixels.Span.IndexOfAnyExcept((byte)0) < 0, "a picture was not wiped"));
        Assert.Contains("vi: thanks take-receipt", _bench.Voice.Heard);
        Assert.Equal(["lan day-opened", "lan given", "lan called", "lan case-begun", "lan identify-done", "lan fingers-done", "lan portrait-done", "lan consent-done", "lan case-ending", "lan done", "lan case-finished"], _bench.Acts());
        Assert.Null(_bench.Journal.FirstBroken());
    }

    [Fact(Timeout = 120_000)]
    public async Task Somebody_with_neither_papers_nor_number_is_recorded()
    {
        await _bench.BeginAsync("correction");
        Assert.Equal("not-identified", (await _bench.DoAsync(new CaseAct.AcceptIdentity())).Problem);
        await _bench.DoneAsync(new CaseAct.Identify(null, null, null, null, null));
        Assert.Equal("none", _bench.Case.Person!.Source);
        await _bench.DoneAsync(new CaseAct.AcceptIdentity());
        await _bench.AgreeAsync();
        await _bench.DoneAsync(new CaseAct.Finish());
        Assert.Single(_bench.Records());
    }

    [Fact(Timeout = 120_000)]
    public async Task What_is_doubtful_waits_for_the_officer()
    {
        await _bench.BeginAsync();
        _bench.Scan(DeskBench.Card.Replace("Nữ", "Nam", StringComparison.Ordinal));
        await Until.TrueAsync(() => _bench.Case.Warnings.Count > 0, "the doubt is shown");
        Assert.Equal(CaseSteps.Identify, _bench.Case.Current);
        await _bench.DoneAsync(new CaseAct.AcceptIdentity());
        Assert.Equal(CaseSteps.Fingers, _bench.Case.Current);
    }

    [Fact(Timeout = 120_000)]
    public async Task An_answer_counts_only_after_the_question_was_heard_to_its_end()
    {
        await _bench.BeginAsync("correction");
        var gate = new TaskCompletionSource();
        _bench.Narrator.Gate = gate.Task;
        await _bench.IdentifyAsync();
        await Until.TrueAsync(() => _bench.Narrator.Told.Count == 1, "the question is asked");
        _bench.Press("yes"); // too early
        _bench.Press("no");
        _bench.Narrator.Hearings.Clear();
        foreach (var hearing in (Hearing[])[Hearing.Cut, Hearing.Cut, Hearing.Whole]) _bench.Narrator.Hearings.Enqueue(hearing);
        await Until.TrueAsync(() => _bench.Events.Reader.Count == 0, "the presses were taken");
        Assert.False(Step(CaseSteps.Consent).Played);
        gate.SetResult();
        await _bench.UntilPlayedAsync();
        Assert.Equal(["vi: consent", "vi: consent", "vi: consent"], _bench.Narrator.Told);
        Assert.Equal(CaseSteps.Consent, _bench.Case.Current);
        Assert.Equal("not-done", (await _bench.DoAsync(new CaseAct.Finish())).Problem);
        await _bench.AgreeAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task The_record_names_the_clip_that_was_really_played()
    {
        _bench.Narrator.Clip = Path.Combine(_bench.Root, "consent.wav");
        await File.WriteAllBytesAsync(_bench.Narrator.Clip, [1, 2, 3], TestContext.Current.CancellationToken);
        await _bench.BeginAsync("correction", "en"); // there is no English clip
        await _bench.IdentifyAsync();
        await _bench.AgreeAsync();
        await _bench.DoneAsync(new CaseAct.Finish());
        var (_, record) = Assert.Single(_bench.Records());
        var facts = DeskBench.Fields(record).GetProperty("steps")[1].GetProperty("facts");
        Assert.Equal(("en", "vi", "consent", "yes", "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81"), (facts.GetProperty("asked").GetString(), facts.GetProperty("language").GetString(),
            facts.GetProperty("phrase").GetString(), facts.GetProperty("button").GetString(), facts.GetProperty("clip").GetString()));
        Assert.False(facts.TryGetProperty("readAloud", out _));
    }

    [Fact(Timeout = 120_000)]
    public async Task Without_a_speaker_the_officer_reads_it_aloud_and_the_record_says_so()
    {
        _bench.Narrator.Hearings.Clear();
        _bench.Narrator.Hearings.Enqueue(Hearing.Silent);
        await _bench.BeginAsync("correction");
        await _bench.IdentifyAsync();
        await _bench.UntilPlayedAsync();
        Assert.Equal("Bạn có đồng ý không?", Step(CaseSteps.Consent).ReadAloud);
        await _bench.AgreeAsync();
        await _bench.DoneAsync(new CaseAct.Finish());
        Assert.True(DeskBench.Fields(_bench.Records()[0].Record).GetProperty("steps")[1].GetProperty("facts").GetProperty("readAloud").GetBoolean());
    }

    [Fact(Timeout = 120_000)]
    public async Task Whoever_does_not_agree_leaves_a_small_record_without_anything_captured()
    {
        await _bench.ToFingersAsync();
        _bench.Sensor.Rest = TestFingers.Good;
        await _bench.UntilAsync(CaseSteps.Portrait);
        await _bench.DoneAsync(new CaseAct.TakePortrait());
        await _bench.DoneAsync(new CaseAct.AcceptPortrait(null, null));
        await _bench.UntilPlayedAsync();
        _bench.Press("no");
        await _bench.UntilGoneAsync();
        var (manifest, record) = Assert.Single(_bench.Records());
        Assert.Equal(("unable-refused", 1U, 0), (manifest.Outcome, manifest.Priority, record.Attachments.Count));
        Assert.Equal((TicketState.Exception, "refused"), (_bench.Queue.Current.Tickets[0].State, _bench.Queue.Current.Tickets[0].Reason));
        Assert.Empty(Directory.GetDirectories(Path.Combine(_bench.Root, "enrolment")));
        Assert.Null(_bench.Slips.Next());
    }

    [Fact(Timeout = 120_000)]
    public async Task Unable_is_a_small_urgent_record_with_a_date_where_one_goes_with_it()
    {
        await _bench.BeginAsync();
        Assert.Equal("unknown-reason", (await _bench.DoAsync(new CaseAct.Unable("bored", null))).Problem);
        Assert.Equal("no-date", (await _bench.DoAsync(new CaseAct.Unable("no-phone", new DateOnly(2026, 9, 1)))).Problem);
        await _bench.DoneAsync(new CaseAct.Identify(DeskBench.Number, DeskBench.Name, null, null, null));
        await _bench.DoneAsync(new CaseAct.Unable("at-sea", new DateOnly(2026, 9, 1)));
        var (manifest, record) = Assert.Single(_bench.Records());
        Assert.Equal(("unable-at-sea", 1U), (manifest.Outcome, manifest.Priority));
        Assert.Equal("2026-09-01", DeskBench.Fields(record).GetProperty("again").GetString());
        Assert.Equal(DeskBench.Name, DeskBench.Fields(DeskBench.Part(manifest, record, "identify")).GetProperty("person").GetProperty("name").GetString());
        Assert.Equal((TicketState.Exception, "at-sea"), (_bench.Queue.Current.Tickets[0].State, _bench.Queue.Current.Tickets[0].Reason));
        var sums = DaySums.Of(_bench.Queue.Current);
        Assert.Equal((1, 0, 1), (sums.Tickets, sums.Enrolled, sums.Unable));
    }

    [Fact(Timeout = 120_000)]
    public async Task An_activation_is_a_request_and_keeps_each_failed_try()
    {
        await _bench.BeginAsync("activation");
        await _bench.IdentifyAsync();
        Assert.Equal("phone-form", (await _bench.DoAsync(new CaseAct.Phone("call me", null))).Problem);
        Assert.Equal("reason-needed", (await _bench.DoAsync(new CaseAct.Phone(null, null))).Problem);
        await _bench.DoneAsync(new CaseAct.Phone("091 234 5678", null));
        await _bench.DoneAsync(new CaseAct.ActivationFailed("wrong-code"));
        await _bench.DoneAsync(new CaseAct.ActivationFailed("no-signal"));
        await _bench.AgreeAsync();
        await _bench.DoneAsync(new CaseAct.Finish());
        var (manifest, record) = Assert.Single(_bench.Records());
        Assert.Equal("requested", manifest.Outcome);
        Assert.Equal(["wrong-code", "no-signal"], DeskBench.Fields(record).GetProperty("activations").EnumerateArray().Select(a => a.GetProperty("reason").GetString()));
        Assert.Equal("0912345678", DeskBench.Fields(DeskBench.Part(manifest, record, "phone")).GetProperty("number").GetString());
        Assert.DoesNotContain("0912345678", record.Fields.ToStringUtf8(), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Lying_down_needs_a_reason_and_a_second_officer()
    {
        await ToPortraitAsync();
        Assert.Equal("no-picture", (await _bench.DoAsync(new CaseAct.AcceptPortrait(null, null))).Problem);
        await _bench.DoneAsync(new CaseAct.TakePortrait());
        var preview = Step(CaseSteps.Portrait).Preview!.Value;
        Assert.Equal(_bench.Camera.Picture, _bench.Desk.Preview(preview));
        Assert.Null(_bench.Desk.Preview(preview + 1));
        Assert.Equal("second-needed", (await _bench.DoAsync(new CaseAct.AcceptPortrait("cannot-sit", null))).Problem);
        using var minh = _bench.Vouch();
        await _bench.DoneAsync(new CaseAct.AcceptPortrait("cannot-sit", minh));
        Assert.Null(_bench.Desk.Preview(preview));
        Assert.Contains("lan portrait-lying", _bench.Acts());
    }

    [Fact(Timeout = 120_000)]
    public async Task A_step_done_anew_takes_the_others_with_it_only_where_it_is_who_it_is()
    {
        await ToPortraitAsync();
        await _bench.DoneAsync(new CaseAct.Redo(CaseSteps.Fingers));
        Assert.Equal(CaseSteps.Fingers, _bench.Case.Current);
        Assert.Equal(["identify-1.sealed"], Parts());
        await _bench.DoneAsync(new CaseAct.Redo(CaseSteps.Identify));
        Assert.Equal((CaseSteps.Identify, null), (_bench.Case.Current, _bench.Case.Person));
        Assert.Empty(Parts());
        Assert.Empty(Fingers());
        await _bench.IdentifyAsync();
        Assert.Equal(["identify-3.sealed"], Parts());
        Assert.Equal("not-done", (await _bench.DoAsync(new CaseAct.Redo(CaseSteps.Portrait))).Problem);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_cancelled_case_leaves_neither_record_nor_part_and_its_ticket_is_counted_apart()
    {
        await ToPortraitAsync();
        await _bench.DoneAsync(new CaseAct.Cancel());
        Assert.Empty(_bench.Records());
        Assert.Empty(Directory.GetDirectories(Path.Combine(_bench.Root, "enrolment")));
        var sums = DaySums.Of(_bench.Queue.Current);
        Assert.Equal((1, 1), (sums.Tickets, sums.Cancelled));
    }

    [Fact(Timeout = 120_000)]
    public async Task One_case_at_a_time_for_a_ticket_that_is_called_and_a_service_there_is()
    {
        await _bench.BeginAsync();
        Assert.Equal("case-open", (await _bench.DoAsync(new CaseAct.Begin("card", null, null))).Problem);
        Assert.Equal("wrong-step", (await _bench.DoAsync(new CaseAct.TakePortrait())).Problem);
        Assert.Equal("not-optional", (await _bench.DoAsync(new CaseAct.Skip(CaseSteps.Identify))).Problem);
        await _bench.DoneAsync(new CaseAct.Cancel());
        Assert.Equal("no-case", (await _bench.DoAsync(new CaseAct.Finish())).Problem);
        Assert.Equal("ticket-not-called", (await _bench.DoAsync(new CaseAct.Begin("card", "A001", null))).Problem);
        Assert.Equal("unknown-service", (await _bench.DoAsync(new CaseAct.Begin("result", null, null))).Problem);
        await _bench.DoneAsync(new CaseAct.Begin("card", null, null)); // a home visit
    }

    [Fact(Timeout = 120_000)]
    public async Task Somebody_of_the_worklist_is_compared_with_it_and_ticked_off_with_the_record()
    {
        _bench.Store.Take(Names.WorklistObject, 1, _bench.Area.WorklistObject(1, 0, new WorklistContent
        {
            Hamlets = { "Nà Hỳ" },
            Entry = { 7, 8 },
            Number = { DeskBench.Number, "" },
            Name = { DeskBench.Name, "Giàng A Pó" },
            Birth = { 19900102, 0 },
            Flags = { (uint)(WorklistMarks.Female | WorklistMarks.LacksCard), (uint)WorklistMarks.LacksCard },
            Hamlet = { 0, 0 },
        }));
        await _bench.BeginAsync();
        _bench.Scan(DeskBench.Card); // the list has another day of birth: the officer looks
        await Until.TrueAsync(() => _bench.Case.Warnings.Any(w => w.Code.StartsWith("birth", StringComparison.Ordinal)), "the difference is shown");
        Assert.Equal(CaseSteps.Identify, _bench.Case.Current);
        await _bench.DoneAsync(new CaseAct.AcceptIdentity());
        await _bench.CaptureAsync();
        await _bench.DoneAsync(new CaseAct.Finish());
        Assert.True(_bench.Worklist.Find(7)!.Done);

        await _bench.BeginAsync();
        Assert.Equal("no-entry", (await _bench.DoAsync(new CaseAct.IdentifyEntry(99))).Problem);
        await _bench.DoneAsync(new CaseAct.IdentifyEntry(8)); // one without a number
        Assert.Equal(("Giàng A Pó", "worklist"), (_bench.Case.Person!.Name, _bench.Case.Person.Source));
    }

    [Fact(Timeout = 120_000)]
    public async Task The_lines_of_a_cards_back_are_read_and_what_is_none_is_said()
    {
        await _bench.BeginAsync();
        Assert.Equal("no-mrz", (await _bench.DoAsync(new CaseAct.IdentifyMrz("not a card"))).Problem);
        Assert.Equal("too-long", (await _bench.DoAsync(new CaseAct.Identify(null, new string('a', 300), null, null, null))).Problem);
    }

    [Fact(Timeout = 120_000)]
    public async Task An_optional_step_is_left_out_without_a_reason_and_the_record_says_so()
    {
        await _bench.KillAsync();
        _bench.Services = new ServiceBook(new Dictionary<string, ServicePlan>
        {
            ["correction"] = new("correction", [new(CaseSteps.Identify, false), new(CaseSteps.Phone, true), new(CaseSteps.Consent, false)]),
        });
        await _bench.StartAsync();
        await _bench.BeginAsync("correction");
        await _bench.IdentifyAsync();
        Assert.Equal("wrong-step", (await _bench.DoAsync(new CaseAct.Skip(CaseSteps.Consent))).Problem);
        await _bench.DoneAsync(new CaseAct.Skip(CaseSteps.Phone));
        await _bench.AgreeAsync();
        await _bench.DoneAsync(new CaseAct.Finish());
        var (manifest, record) = Assert.Single(_bench.Records());
        Assert.Equal("complete-with-exceptions", manifest.Outcome);
        Assert.True(DeskBench.Fields(record).GetProperty("steps")[1].GetProperty("skipped").GetBoolean());
        Assert.Null(_bench.Slips.Next()); // no step receipt, no paper
    }

    private StepView Step(string id) => _bench.Case.Steps.Single(s => s.Id == id);

    private IReadOnlyList<FingerView> Fingers() => Step(CaseSteps.Fingers).Fingers;

    private IEnumerable<string?> Parts() => Directory.GetFiles(Path.Combine(_bench.Root, "enrolment", _bench.Case.Id.ToString())).Select(Path.GetFileName).Order();

    private async Task ToPortraitAsync()
    {
        await _bench.ToFingersAsync();
        _bench.Sensor.Rest = TestFingers.Good;
        await _bench.UntilAsync(CaseSteps.Portrait);
        _bench.Sensor.Rest = null;
    }
}
