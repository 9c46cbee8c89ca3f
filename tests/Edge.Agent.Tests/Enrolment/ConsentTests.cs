using Edge.Agent.Enrolment;
using Edge.Agent.Enrolment.Services;

namespace Edge.Agent.Tests.Enrolment;

/// <summary>Nothing goes out that nobody agreed to.</summary>
public sealed class ConsentTests : IAsyncLifetime
{
    private const string First = DeskBench.Card;
    private const string Second = "011190123458||Lường Thị Khác|02021990|Nữ|Bản Nà Hỳ, Nậm Pồ|02032022";

    private readonly DeskBench _bench = new();

    public async ValueTask InitializeAsync() => await _bench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact(Timeout = 300_000)]
    public async Task Another_person_has_none_of_the_first_ones_fingers_and_is_asked_too()
    {
        await AgreedAsync("activation");
        await _bench.DoneAsync(new CaseAct.ActivationFailed("wrong-code"));
        await _bench.DoneAsync(new CaseAct.Redo(CaseSteps.Identify));
        Assert.Equal("not-done", (await _bench.DoAsync(new CaseAct.Finish())).Problem);
        await _bench.RestartAsync(); // it is not forgotten that it is to be done again
        Assert.Equal(CaseSteps.Identify, _bench.Case.Current);
        _bench.Scan(Second);
        await _bench.UntilAsync(CaseSteps.Phone);
        await _bench.DoneAsync(new CaseAct.Phone("0987654321", null));
        Assert.Equal("not-done", (await _bench.DoAsync(new CaseAct.Finish())).Problem);
        await _bench.AgreeAsync();
        await _bench.DoneAsync(new CaseAct.Finish());
        var (manifest, record) = Assert.Single(_bench.Records());
        Assert.Equal("0987654321", DeskBench.Fields(DeskBench.Part(manifest, record, "phone")).GetProperty("number").GetString());
        Assert.False(DeskBench.Fields(record).TryGetProperty("activations", out _));
        Assert.Contains("lan identify-redo", _bench.Acts());
    }

    [Theory(Timeout = 300_000)]
    [InlineData(CaseSteps.Phone)]
    [InlineData(CaseSteps.Consent)]
    public async Task A_step_done_anew_is_agreed_to_anew_also_after_a_restart(string step)
    {
        await AgreedAsync("activation");
        await _bench.DoneAsync(new CaseAct.Redo(step));
        Assert.Equal(step, _bench.Case.Current);
        Assert.Equal("not-done", (await _bench.DoAsync(new CaseAct.Finish())).Problem);
        await _bench.RestartAsync();
        Assert.Equal(step, _bench.Case.Current);
        if (step == CaseSteps.Phone) await _bench.DoneAsync(new CaseAct.Phone("0987654321", null));
        Assert.Equal(CaseSteps.Consent, _bench.Case.Current);
        Assert.Equal("not-done", (await _bench.DoAsync(new CaseAct.Finish())).Problem);
        await _bench.AgreeAsync();
        await _bench.DoneAsync(new CaseAct.Finish());
    }

    [Fact(Timeout = 300_000)]
    public async Task A_case_whose_service_is_gone_ends_as_unable_and_sends_nothing_captured()
    {
        await _bench.BeginAsync("activation");
        _bench.Scan(First);
        await _bench.UntilAsync(CaseSteps.Phone);
        await _bench.DoneAsync(new CaseAct.Phone("0912345678", null));
        _bench.Services = new ServiceBook(new Dictionary<string, ServicePlan>());
        await _bench.RestartAsync();
        Assert.Equal("service-gone", (await _bench.DoAsync(new CaseAct.Finish())).Problem);
        _bench.Services = new ServiceBook(new Dictionary<string, ServicePlan> { ["activation"] = new("activation", [new(CaseSteps.Identify, false), new(CaseSteps.Phone, false)]) });
        await _bench.RestartAsync();
        Assert.Equal("consent-missing", (await _bench.DoAsync(new CaseAct.Finish())).Problem);
        await _bench.DoneAsync(new CaseAct.Unable("away", null));
        var (manifest, record) = Assert.Single(_bench.Records());
        Assert.Equal("unable-away", manifest.Outcome);
        Assert.Equal(["identify.sealed"], record.Attachments.Select(a => a.Name));
    }

    private async Task AgreedAsync(string service)
    {
        await _bench.BeginAsync(service);
        _bench.Scan(First);
        await _bench.UntilAsync(CaseSteps.Phone);
        await _bench.DoneAsync(new CaseAct.Phone("0912345678", null));
        await _bench.AgreeAsync();
    }
}
