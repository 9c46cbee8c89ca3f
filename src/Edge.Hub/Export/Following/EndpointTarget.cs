using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Edge.Contracts;
using Edge.Contracts.Shown;
using Edge.Hosting.Linux;
using Edge.Hub.Archive;

namespace Edge.Hub.Export.Following;

/// <summary>
/// Posts each record as one multipart/form-data message: the part <c>about</c> is JSON with what its manifest says, the part <c>file</c>, repeated, each of its files.
/// <c>Idempotency-Key</c> is the record's id and the digest of its manifest: the same for every repetition, another for any other content.
/// </summary>
internal sealed class EndpointTarget(HttpClient http, ExportEndpoint endpoint, TimeProvider time) : IExportTarget
{
    private const int MostProblemBytes = 8 * 1024;

    // Of a line that is just good enough: a record of 500 KB has three minutes.
    private const int LeastBytesPerSecond = 8 * 1024;

    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private static readonly TimeSpan Answer = TimeSpan.FromMinutes(2);

    public async Task<Delivery> DeliverAsync(ArchivedRecord row, OpenedRecord opened, CancellationToken cancellationToken)
    {
        if (opened.Closed.Count > 0) return new Delivery(string.Join("; ", opened.Closed));
        var longest = TimeFor(row.SealedSize);
        using var late = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            using var request = Request(row, opened);
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (answer.IsSuccessStatusCode) return Delivery.Taken;
            var words = $"{(int)answer.StatusCode} {PlainText.Of(answer.ReasonPhrase ?? "")}{await TitleAsync(answer, either.Token)}";
            // These speak of what was sent. The others of the four hundreds speak of this client, the address or the moment.
            if (answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnsupportedMediaType or HttpStatusCode.UnprocessableEntity) return new Delivery($"{endpoint.Address.Host} answered {words}");
            // A conflict with what the receiver has; only where it names a time is it still busy with the same key.
            if (answer.StatusCode == HttpStatusCode.Conflict && answer.Headers.RetryAfter is null) return new Delivery($"{endpoint.Address.Host} answered {words}");
            throw new NotNowException($"{endpoint.Address.Host} answered {words}") { RetryAfter = Wait(answer.Headers.RetryAfter) };
        }
        catch (MalformedException e)
        {
            return new Delivery(Reason.Of(e));
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new NotNowException(e is OperationCanceledException ? $"{endpoint.Address.Host} did not answer within {longest}" : $"{endpoint.Address.Host} cannot be reached: {Reason.Of(e.InnerException ?? e)}", e);
        }
    }

    /// <summary>How long a record of so many bytes may take with its answer.</summary>
    internal static TimeSpan TimeFor(long bytes) => Answer + TimeSpan.FromSeconds(bytes / LeastBytesPerSecond);

    /// <summary>By what a receiver knows a record again.</summary>
    public static string KeyOf(ArchivedRecord row) => $"{row.RecordId}-{Convert.ToHexStringLower(row.ManifestDigest)}";

    private HttpRequestMessage Request(ArchivedRecord row, OpenedRecord opened)
    {
        // Its boundary is random, so that no record can hold it.
        var body = new MultipartFormDataContent();
        var about = new RecordAbout(row.RecordId, row.Node, row.ChainId, row.Sequence, row.Kind, row.Outcome, row.Officer, row.AcceptedAt, row.StoredAt, Convert.ToHexStringLower(row.ManifestDigest), row.Flags);
        body.Add(Part(JsonSerializer.SerializeToUtf8Bytes(about, HubJson.Options), "application/json"), "about");
        foreach (var (name, bytes) in RecordFolder.Files(opened.Rest, opened.Files)) body.Add(Part(bytes, name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? "application/json" : "application/octet-stream"), "file", name);
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint.Address) { Content = body };
        request.Headers.Add("Idempotency-Key", KeyOf(row));
        if (endpoint.Token is { } token) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }

    private static ReadOnlyMemoryContent Part(ReadOnlyMemory<byte> bytes, string type) => new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };

    private TimeSpan? Wait(RetryConditionHeaderValue? asked) => (asked?.Delta ?? (asked?.Date is { } date ? date - time.GetUtcNow() : null)) is { } wait
        ? TimeSpan.FromTicks(Math.Clamp(wait.Ticks, 0, LongestWait.Ticks))
        : null;

    // The title of a problem (RFC 9457) is the same for every occurrence; the rest of an answer may repeat what was sent.
    private static async Task<string> TitleAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json") return "";
        var bytes = new byte[MostProblemBytes];
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var read = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        try
        {
            using var problem = JsonDocument.Parse(bytes.AsMemory(0, read));
            return problem.RootElement.ValueKind == JsonValueKind.Object && problem.RootElement.TryGetProperty("title", out var title) && title.ValueKind == JsonValueKind.String ? $" ({PlainText.Of(Short(title.GetString()!))})" : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }

    private static string Short(string text) => text.Length <= 100 ? text : text[..100];
}

/// <summary>What a receiver is told of a record beside its files; nothing personal.</summary>
internal sealed record RecordAbout(Guid RecordId, string Node, Guid ChainId, long Sequence, string Kind, string Outcome, string Officer, DateTimeOffset AcceptedAt, DateTimeOffset? StoredAt, string Digest, RecordFlags Flags);
