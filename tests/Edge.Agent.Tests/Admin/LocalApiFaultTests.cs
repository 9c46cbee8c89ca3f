using System.Net;
using System.Text.Json;
using Edge.Agent.Tests.Support;
using Edge.Hosting.Linux;
using Microsoft.Extensions.DependencyInjection;

namespace Edge.Agent.Tests.Admin;

public sealed class LocalApiFaultTests : OverTheSocket
{
    private readonly FaultyDisk _disk = new();

    // Files, which are written through the disk that fails here; LiteDB's pages have their own (FullDiskTests, LiteDbReadFaultTests).
    private protected override void Prepare(TestAgent agent)
    {
        agent.Configuration = TestAgent.OverFiles;
        agent.Also = services => services.AddSingleton<IDisk>(_disk).AddSingleton<IFreeSpace>(_disk);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_full_disk_is_a_507_with_the_reason_and_intake_resumes_with_room()
    {
        _disk.Fault = (operation, _) => operation == "write" ? FaultyDisk.NoSpace : null;
        var (status, detail) = await SubmitAsync();
        Assert.Equal(HttpStatusCode.InsufficientStorage, status);
        Assert.Contains("the disk is full", detail, StringComparison.Ordinal);
        var (code, _, talk) = await Agent.CommandAsync(null, "submit", "--kind", "k", "--field", "a=b");
        Assert.Equal(1, code);
        Assert.Contains("the disk is full", talk, StringComparison.Ordinal);

        _disk.Fault = (_, _) => null;
        Assert.Equal(HttpStatusCode.Created, (await SubmitAsync()).Status);
    }

    [Fact(Timeout = 180_000)]
    public async Task After_a_failed_fsync_every_submission_is_a_503_and_the_status_says_why()
    {
        _disk.Fault = (operation, _) => operation == "fsync" ? FaultyDisk.InputOutput : null;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await SubmitAsync()).Status);
        _disk.Fault = (_, _) => null;
        var (status, detail) = await SubmitAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("Restart the agent", detail, StringComparison.Ordinal);
        var store = JsonDocument.Parse(await Http.GetStringAsync("/v1/status", Token)).RootElement.GetProperty("store");
        Assert.Equal("failed", store.GetProperty("state").GetString());
        Assert.Contains("fsync", store.GetProperty("failure").GetString(), StringComparison.Ordinal);
    }

    private async Task<(HttpStatusCode Status, string Detail)> SubmitAsync()
    {
        using var form = new MultipartFormDataContent { { new StringContent("""{"kind":"enrolment"}"""), "meta" }, { new StringContent("{}"), "fields" } };
        using var answer = await Http.PostAsync("/v1/records", form, Token);
        var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token)).RootElement;
        return (answer.StatusCode, body.TryGetProperty("detail", out var detail) ? detail.GetString()! : "");
    }
}
