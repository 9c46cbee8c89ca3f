using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Edge.Agent.Spool.Files;
using Edge.Agent.Tests.Support;
using Edge.Contracts;
using Edge.Contracts.Records;
using Edge.Contracts.Sealing;
using Edge.Contracts.Signing;
using Microsoft.Extensions.Logging;

namespace Edge.Agent.Tests.Admin;

public sealed class LocalApiTests : OverTheSocket
{
    // It looks at the files of records.
    private protected override void Prepare(TestAgent agent) => agent.Configuration = TestAgent.OverFiles;

    [Fact(Timeout = 180_000)]
    public async Task A_submission_is_answered_when_durable_and_kept_byte_by_byte()
    {
        var fields = Encoding.UTF8.GetBytes("{\"tên\" :\t\"Ê Đê\", \"n\":1.0}\n");
        var portrait = RandomNumberGenerator.GetBytes(300_000);
        using var answer = await PostAsync(Form("""{"kind":"enrolment","priority":2}""", fields, ("portrait.jpg", portrait)));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var body = await JsonAsync(answer);
        Assert.Equal(1UL, body.GetProperty("sequence").GetUInt64());
        Assert.False(body.GetProperty("alreadyHeld").GetBoolean());

        using var file = new FileBytes(File.OpenHandle(SpoolBench.OnlyFile(Agent.Data.Spool)));
        var manifest = RecordFile.ReadManifest(file, [new VerifyingKey(File.ReadAllBytes(Assert.Single(Directory.GetFiles(Agent.Data.Signers))))]);
        var bytes = new byte[manifest.Fields.SealedSize];
        RecordFile.Fill(file, RecordFrame.HeaderLength(manifest), bytes);
        Assert.Equal(body.GetProperty("recordId").GetGuid(), manifest.RecordId);
        var record = RecordSeal.Open(bytes, TestKeys.Shared.Registry, "kiosk-1", manifest.RecordId, "enrolment");
        Assert.Equal(fields, record.Fields.ToByteArray());
        var attachment = Assert.Single(record.Attachments);
        Assert.Equal(("portrait.jpg", "image/jpeg"), (attachment.Name, attachment.ContentType));
        Assert.Equal(portrait, attachment.Data.ToByteArray());
    }

    [Fact(Timeout = 180_000)]
    public async Task A_retry_by_id_is_answered_200_with_the_same_record()
    {
        var meta = $$"""{"kind":"enrolment","id":"{{TestRecords.NewId()}}"}""";
        var first = await JsonAsync(await PostAsync(Form(meta, "{}"u8.ToArray())));
        using var answer = await PostAsync(Form(meta, "{}"u8.ToArray()));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var again = await JsonAsync(answer);
        Assert.Equal(first.GetProperty("sequence").GetUInt64(), again.GetProperty("sequence").GetUInt64());
        Assert.Equal(first.GetProperty("chainId").GetGuid(), again.GetProperty("chainId").GetGuid());
        Assert.True(again.GetProperty("alreadyHeld").GetBoolean());
    }

    [Fact(Timeout = 180_000)]
    public async Task Other_content_under_one_id_is_answered_409_with_both_digests()
    {
        var meta = $$"""{"kind":"enrolment","id":"{{TestRecords.NewId()}}"}""";
        var first = await JsonAsync(await PostAsync(Form(meta, "{}"u8.ToArray())));
        using var answer = await PostAsync(Form(meta, """{"a":1}"""u8.ToArray()));
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var problem = await JsonAsync(answer);
        Assert.Equal(first.GetProperty("contentDigest").GetString(), problem.GetProperty("heldDigest").GetString());
        Assert.Matches("^[0-9a-f]{64}$", problem.GetProperty("submittedDigest").GetString());
        Assert.NotEqual(problem.GetProperty("heldDigest").GetString(), problem.GetProperty("submittedDigest").GetString());
    }

    [Theory(Timeout = 180_000)]
    [InlineData("""{"kind":"enrolment","colour":"red"}""", "{}", "nothing else")]
    [InlineData("""{"outcome":"complete"}""", "{}", "part meta must be")]
    [InlineData("""{"kind":"enrolment","kind":"other"}""", "{}", "part meta must be")]
    [InlineData("""{"kind":"enrolment","priority":"5"}""", "{}", "part meta must be")]
    [InlineData("""{"kind":"enrolment","id":"no-uuid"}""", "{}", "part meta must be")]
    [InlineData("""{"kind":"Enrolment!"}""", "{}", "kind must be")]
    [InlineData("""{"kind":"enrolment","priority":12}""", "{}", "priority is 12")]
    [InlineData("""{"kind":"enrolment"}""", "[1]", "JSON object")]
    [InlineData("""{"kind":"enrolment"}""", "{\"a\":", "not valid JSON")]
    [InlineData("""{"kind":"enrolment"}""", null, "part fields is missing")]
    [InlineData(null, "{}", "part meta is missing")]
    public async Task Bad_input_is_a_400_that_says_why(string? meta, string? fields, string reason)
    {
        using var answer = await PostAsync(Form(meta, fields is null ? null : Encoding.UTF8.GetBytes(fields)));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains(reason, (await JsonAsync(answer)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Agent.Data.Spool));
    }

    [Theory(Timeout = 180_000)]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"meta\"\r\n\r\n{\"kind\"")]
    [InlineData("multipart/form-data; boundary=x", "no boundary at all")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nA-Header-Without-Disposition: 1\r\n\r\nbody\r\n--x--\r\n")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"stray\"\r\n\r\nbody\r\n--x--\r\n")]
    [InlineData("multipart/form-data", "--x--")]
    [InlineData("application/json", "{}")]
    public async Task Malformed_multipart_is_a_400(string contentType, string body)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        using var answer = await PostAsync(content);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_part_with_endless_headers_is_refused()
    {
        var header = $"--x\r\nContent-Disposition: form-data; name=\"meta\"; filename=\"{new string('a', 20_000)}\"\r\n\r\n{{}}\r\n--x--\r\n";
        using var content = new StringContent(header);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        using var answer = await PostAsync(content);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory(Timeout = 180_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Too_large_is_a_413_with_and_without_a_declared_length(bool declared)
    {
        using var form = Form("""{"kind":"enrolment"}""", "{}"u8.ToArray(), ("big", new byte[Limits.PlaintextBytes + 1]));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/records") { Content = form };
        request.Headers.TransferEncodingChunked = !declared;
        using var answer = await Http.SendAsync(request, Token);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Empty(Directory.GetFiles(Agent.Data.Spool));
    }

    [Fact(Timeout = 180_000)]
    public async Task The_canary_of_a_submission_is_in_no_file_and_no_log_line()
    {
        const string canary = "CANARY-079099001234";
        var fields = Encoding.UTF8.GetBytes($$"""{"name":"{{canary}}"}""");
        using (await PostAsync(Form("""{"kind":"enrolment"}""", fields, ("doc.txt", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(canary, 20_000)))))))
        using (await PostAsync(Form("""{"kind":"enrolment"}""", Encoding.UTF8.GetBytes($$"""{"name":"{{canary}}" oops""")))) // refused
        using (await PostAsync(Form($$"""{"kind":"{{canary}}"}""", fields)))
        {
            using var status = await Http.GetAsync("/v1/status", Token);
            Assert.DoesNotContain(canary, await status.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        }
        Assert.Single(Directory.GetFiles(Agent.Data.Spool));
        await Agent.StopAsync();
        foreach (var file in Directory.GetFiles(Agent.Data.Root, "*", SearchOption.AllDirectories))
        {
            Assert.True(File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(canary)) < 0, file);
            Assert.DoesNotContain(canary, file, StringComparison.Ordinal);
        }
        Assert.DoesNotContain(Agent.Log.All, l => l.Contains(canary, StringComparison.Ordinal));
        Assert.Empty(Agent.Log.At(LogLevel.Error));
    }

    [Fact(Timeout = 180_000)]
    public async Task Status_tells_chain_backlog_and_store()
    {
        using (await PostAsync(Form("""{"kind":"enrolment"}""", "{}"u8.ToArray())))
        using (var answer = await Http.GetAsync("/v1/status", Token))
        {
            var status = await JsonAsync(answer);
            Assert.Equal("kiosk-1", status.GetProperty("node").GetString());
            Assert.Equal(1UL, status.GetProperty("chain").GetProperty("lastSequence").GetUInt64());
            Assert.Equal(1, status.GetProperty("backlog").GetProperty("records").GetInt32());
            Assert.InRange(status.GetProperty("backlog").GetProperty("oldestAgeSeconds").GetInt64(), 0, 60);
            Assert.Equal("ok", status.GetProperty("store").GetProperty("state").GetString());
            Assert.Equal(0, status.GetProperty("quarantined").GetInt32());
        }
    }

    [Fact(Timeout = 180_000)]
    public async Task The_socket_is_for_the_agents_user_and_group_alone()
    {
        await Task.Yield();
        Assert.True((File.GetUnixFileMode(Agent.Data.Socket) & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute)) == 0);
    }

    [Fact(Timeout = 180_000)]
    public async Task The_spool_is_listed_and_verified_line_by_line()
    {
        for (var i = 0; i < 3; i++) (await PostAsync(Form("""{"kind":"enrolment"}""", "{}"u8.ToArray()))).Dispose();
        var list = await LinesAsync("/v1/spool");
        Assert.Equal([1UL, 2, 3], list.Select(l => l.GetProperty("sequence").GetUInt64()));
        var verify = await LinesAsync("/v1/spool/verify");
        Assert.Equal(["ok", "ok", "ok", "chain", "summary"], verify.Select(l => l.GetProperty("state").GetString()));

        var second = Directory.GetFiles(Agent.Data.Spool).Single(f => f.Contains("-000000000002-", StringComparison.Ordinal));
        File.AppendAllText(second, "x");
        verify = await LinesAsync("/v1/spool/verify");
        Assert.Contains(verify, l => l.GetProperty("state").GetString() == "damaged" && l.GetProperty("sequence").GetUInt64() == 2);
        Assert.Contains("finding", verify[^1].GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> PostAsync(HttpContent content)
    {
        using (content) return await Http.PostAsync("/v1/records", content, Token);
    }

    private async Task<List<JsonElement>> LinesAsync(string path) =>
        [.. (await Http.GetStringAsync(path, Token)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)];

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token)).RootElement;

    private static MultipartFormDataContent Form(string? meta, byte[]? fields, params (string Name, byte[] Bytes)[] files)
    {
        var form = new MultipartFormDataContent();
        if (meta is not null) form.Add(new StringContent(meta), "meta");
        if (fields is not null) form.Add(new ByteArrayContent(fields), "fields");
        foreach (var (name, bytes) in files)
        {
            var content = new ByteArrayContent(bytes);
            content.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
            form.Add(content, name, name);
        }
        return form;
    }
}
