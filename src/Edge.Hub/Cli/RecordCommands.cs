using System.CommandLine;
using Edge.Hosting;
using Edge.Hosting.Commands;
using Edge.Hub.Archive;

namespace Edge.Hub.Cli;

internal static class RecordCommands
{
    public static Command Create(CommonOptions common) => new("record", "Shows what the archive has; nothing here opens a record") { List(common), Show(common) };

    private static readonly Columns Listed = new(new(new("mã hồ sơ", "record"), 36), new(new("điểm", "board"), 20), new(new("số", "number"), -8), new(new("loại", "kind"), 12),
        new(new("kết quả", "outcome"), 12), new(new("cán bộ", "officer"), 12), new(new("byte", "bytes"), -9), new(new("tình trạng", "state"), 0));

    private static Command List(CommonOptions common)
    {
        var node = new Option<string?>("--node") { Description = "Only records made by this board", HelpName = "NAME" };
        var flagged = new Option<bool>("--flagged") { Description = "Only records stored with a reservation: signed by a revoked key, in a fork, or under an id used before" };
        var command = new Command("list", "Lists records in the order they came") { node, flagged, common.Json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var hub = new HubSocket(common.DataOf(parsed));
            var filter = parsed.GetValue(node) is { } name ? $"&node={Uri.EscapeDataString(name)}" : "";
            var only = parsed.GetValue(flagged) ? "true" : "false";
            var records = await hub.GetAsync<List<RecordSummary>>($"v1/records?flagged={only}{filter}", cancellationToken);
            await common.ListAsync(parsed, records, Listed, r =>
            [
                $"{r.RecordId}", r.Node, $"{r.Sequence}", r.Kind, r.Outcome, r.Officer.Length > 0 ? r.Officer : "-", $"{r.SizeBytes}",
                $"{State(r.State).In(common.Language)}{(r.StoredAt is { } at ? $" {at:yyyy-MM-dd HH:mm:ss} UTC" : "")}{(r.Flags == nameof(RecordFlags.None) ? "" : $"  {r.Flags}")}",
            ], new("không có hồ sơ nào như vậy", "there is no such record"));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Show(CommonOptions common)
    {
        var id = new Argument<Guid>("ID") { Description = "A record id" };
        var command = new Command("show", "Shows all that is known of a record") { id, common.Json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var hub = new HubSocket(common.DataOf(parsed));
            var found = await hub.GetAsync<List<RecordDetail>>($"v1/records/{parsed.GetValue(id)}", cancellationToken);
            await common.WriteAsync(parsed, found, found.SelectMany(Lines));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Said State(string state) => new(state == "stored" ? "đã lưu" : "đang nhận", state);

    private static IEnumerable<string> Lines(RecordDetail r)
    {
        yield return $"record {r.RecordId} of {r.Node}: {r.State}";
        yield return $"  kind {r.Kind}, outcome {r.Outcome}, officer {(r.Officer.Length > 0 ? r.Officer : "none")}, priority {r.Priority}, {r.ReceivedBytes} of {r.SizeBytes} bytes here";
        yield return $"  chain {r.ChainId}, number {r.Sequence}, predecessor {r.Predecessor}";
        yield return $"  accepted {r.AcceptedAt:yyyy-MM-dd HH:mm:ss} UTC by the board's clock, came by {r.Path} through {r.Carrier}";
        if (r.StoredAt is { } at) yield return $"  stored {at:yyyy-MM-dd HH:mm:ss} UTC";
        if (r.PayloadDeletedAt is { } deleted) yield return $"  payload deleted on {deleted:yyyy-MM-dd} (safe since {r.SafeSince:yyyy-MM-dd}): the export that made it safe has it, this archive has its manifest and receipt";
        yield return $"  digest {r.Digest}, sealed to registry key {r.RecipientKeyId}, flags: {r.Flags}";
    }
}
