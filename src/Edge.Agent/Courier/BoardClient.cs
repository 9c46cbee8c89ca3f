using System.Text.Json;
using Edge.Agent.Storage;
using Edge.Contracts;
using Edge.Contracts.Courier;
using Edge.Contracts.Wire;
using Edge.Hosting.Sockets;
using Google.Protobuf;

namespace Edge.Agent.Courier;

/// <summary>The running agent, as the courier commands see it.</summary>
internal sealed class BoardClient(AgentClient agent)
{
    public async Task<string> NodeAsync(CancellationToken cancellationToken)
    {
        using var answer = await agent.SendAsync(HttpMethod.Get, "/v1/status", null, cancellationToken);
        using var status = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(cancellationToken), default, cancellationToken);
        return status.RootElement.GetProperty("node").GetString()!;
    }

    /// <summary>The queued records, most urgent first: if the stick is too small, it is the others that stay.</summary>
    public async Task<IReadOnlyList<(Guid RecordId, ulong Sequence)>> QueuedAsync(CancellationToken cancellationToken)
    {
        var queued = new List<(Guid RecordId, ulong Sequence, int Priority)>();
        using var answer = await agent.SendAsync(HttpMethod.Get, "/v1/spool", null, cancellationToken);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellationToken));
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            using var entry = JsonDocument.Parse(line);
            var e = entry.RootElement;
            queued.Add((e.GetProperty("recordId").GetGuid(), e.GetProperty("sequence").GetUInt64(), e.GetProperty("priority").GetInt32()));
        }
        return [.. queued.OrderBy(e => e.Priority).ThenBy(e => e.Sequence).Select(e => (e.RecordId, e.Sequence))];
    }

    /// <summary>A queued record as a file; null where it is queued no more.</summary>
    /// <exception cref="CommandException">It is damaged (409), or the agent cannot.</exception>
    public async Task<HttpResponseMessage?> RecordAsync(Guid recordId, CancellationToken cancellationToken)
    {
        try
        {
            return await agent.SendAsync(HttpMethod.Get, $"/v1/courier/records/{recordId}", null, cancellationToken);
        }
        catch (CommandException e) when (e.Status == StatusCodes.Status404NotFound)
        {
            return null;
        }
    }

    public async Task<byte[]> SlipAsync(Guid slipId, IEnumerable<Guid> records, CancellationToken cancellationToken)
    {
        var draft = new CourierSlip { SlipId = WireId.Of(slipId), Records = { records.Select(id => new CourierRecord { RecordId = WireId.Of(id) }) } };
        using var answer = await agent.SendAsync(HttpMethod.Post, "/v1/courier/slip", new ByteArrayContent(draft.ToByteArray()), cancellationToken);
        return await answer.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    public async Task<ReceiptCount> ReceiptsAsync(IReadOnlyCollection<SignedReceipt> receipts, CancellationToken cancellationToken)
    {
        using var answer = await agent.SendAsync(HttpMethod.Post, "/v1/courier/receipts", new ByteArrayContent(CourierReceiptFile.Write(receipts)), cancellationToken);
        return (await answer.Content.ReadFromJsonAsync<ReceiptCount>(Answers.Json, cancellationToken))!;
    }
}
