using System.Net;
using System.Net.Http.Headers;
using Edge.Contracts;
using Edge.Hub.Accounts;
using Edge.Hub.Api;
using Edge.Hub.Areas;
using Edge.Hub.Areas.Worklists;
using Edge.Hub.Audit;
using Edge.Hub.Tests.Areas;
using Edge.Hub.Tests.Support;
using Edge.Testing.Time;
using Microsoft.AspNetCore.Http;

namespace Edge.Hub.Tests.Api;

/// <summary>What is sent to the API costs what it is worth.</summary>
public sealed class UploadTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_area_and_no_key_come_to_be_by_a_name_that_no_board_has()
    {
        await using var hub = await HubHarness.StartAsync();
        await hub.AddAsync("kiosk-1");
        using var program = await ProgramAsync(hub);
        foreach (var path in (string[])["areas/made-up/quota/4", "worklists/made-up", "worklists/made-up?preview=true"])
        {
            using var refused = await PostAsync(program, path, new ByteArrayContent(People.Csv(People.Commune(3, 1))));
            Assert.Equal((path, HttpStatusCode.BadRequest), (path, refused.StatusCode));
            Assert.Contains("no area made-up", await refused.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        }
        Assert.False(File.Exists(hub.Paths.AreaKeyOf("made-up")));
        using var taken = await PostAsync(program, "areas/north/quota/4", new ByteArrayContent([]));
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        // Whoever is at the hub itself may prepare an area before its boards.
        await hub.Get<AreaViews>().SetQuotaAsync(Actor.CommandLine, "south", 4, Token);
        using var prepared = await PostAsync(program, "areas/south/quota/5", new ByteArrayContent([]));
        Assert.Equal(HttpStatusCode.OK, prepared.StatusCode);
    }

    [Fact]
    public async Task Two_files_of_one_token_are_sent_at_once_and_no_more()
    {
        await using var hub = await HubHarness.StartAsync();
        await hub.AddAsync("kiosk-1");
        using var program = await ProgramAsync(hub);
        var go = new TaskCompletionSource();
        var files = Enumerable.Range(0, UploadGate.MostEach).Select(_ => new SlowFile(People.Csv(People.Commune(3, 1)), go.Task)).ToList();
        var slow = files.Select(f => PostAsync(program, "worklists/north?preview=true", f)).ToList();
        await Until.TrueAsync(() => files.All(f => f.IsAskedFor), "the hub has begun to read both");
        using (var third = await PostAsync(program, "worklists/north?preview=true", new ByteArrayContent(People.Csv(People.Commune(3, 1)))))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, third.StatusCode);
            Assert.Contains("at most 2 of one user or token", await third.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        }
        go.SetResult();
        foreach (var answer in await Task.WhenAll(slow))
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            answer.Dispose();
        }
        using var after = await PostAsync(program, "worklists/north?preview=true", new ByteArrayContent(People.Csv(People.Commune(3, 1))));
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    [Fact]
    public async Task A_file_that_does_not_come_reserves_no_memory()
    {
        var context = new DefaultHttpContext();
        context.Request.ContentLength = WorklistFile.MostBytes;
        context.Request.Body = new MemoryStream(new byte[10]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var read = Guarded.BodyAsync(context, WorklistFile.MostBytes);
        var reserved = GC.GetAllocatedBytesForCurrentThread() - before;
        await Assert.ThrowsAsync<MalformedException>(() => read);
        Assert.InRange(reserved, 0, WorklistFile.MostBytes / 2);
    }

    private static async Task<HttpClient> ProgramAsync(HubHarness hub)
    {
        var token = await hub.Get<TokenBook>().AddAsync(Actor.CommandLine, new TokenRequest("program", Role.Operator), Token);
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, Expect100ContinueTimeout = TimeSpan.FromMinutes(1) }) { BaseAddress = new Uri(hub.Http, "/api/v1/") };
        // A file is sent when the hub reads it, and not before.
        client.DefaultRequestHeaders.ExpectContinue = true;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);
        return client;
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient program, string path, HttpContent content)
    {
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        return program.PostAsync(new Uri(path, UriKind.Relative), content, Token);
    }

    /// <summary>Sends its first half, and the second when it is told.</summary>
    private sealed class SlowFile(byte[] bytes, Task go) : HttpContent
    {
        public bool IsAskedFor { get; private set; }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            IsAskedFor = true;
            await stream.WriteAsync(bytes.AsMemory(0, bytes.Length / 2), Token);
            await stream.FlushAsync(Token);
            await go;
            await stream.WriteAsync(bytes.AsMemory(bytes.Length / 2), Token);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = bytes.Length;
            return true;
        }
    }
}
