using System.CommandLine;
using System.Text.Json;
using Edge.Hosting;
using Edge.Hub.Archive;

namespace Edge.Hub.Cli;

internal static class RecordCommands
{
    public static Command Create(CommonOptions common) => new("record", "Shows what the archive has; nothing here opens a record") { List(common), Show(common) };

    private static Command List(CommonOptions common)
    {
        var node = new Option<string?>("--node") { Description = "Only records made by this board", HelpName = "NAME" };
        var flagged = new Option<bool>("--flagged") { Description = "Only records stored with a reservation: signed by a revoked key, in a fork, or under an id used before" };
        var command = new Command("list", "Lists records in the order they came") { node, flagged, common.Json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var hub = new HubSocket(parsed.GetValue(common.Data)!);
            var filter = parsed.GetValue(node) is { } name ? $"&node={Uri.EscapeDataString(name)}" : "";
            var only = parsed.GetValue(flagged) ? "true" : "false";
            var records = await hub.GetAsync<List<RecordSummary>>($"v1/records?flagged={only}{filter}", cancellationToken);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(common.Json))
            {
                await output.WriteLineAsync(JsonSerializer.Serialize(records, HubJson.Options));
                return ExitCode.Ok;
            }
            foreach (var r in records) await output.WriteLineAsync($"{r.RecordId}  {r.Node,-20} {r.Sequence,8}  {r.Kind,-12} {r.SizeBytes,9} B  {r.State}{(r.StoredAt is { } at ? $" {at:yyyy-MM-dd HH:mm:ss} UTC" : "")}{(r.Flags == nameof(RecordFlags.None) ? "" : $"  {r.Flags}")}");
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
            using var hub = new HubSocket(parsed.GetValue(common.Data)!);
            var found = await hub.GetAsync<List<RecordDetail>>($"v1/records/{parsed.GetValue(id)}", cancellationToken);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(common.Json)) await output.WriteLineAsync(JsonSerializer.Serialize(found, HubJson.Options));
            else foreach (var r in found) await WriteAsync(output, r);
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task WriteAsync(TextWriter output, RecordDetail r)
    {
        await output.WriteLineAsync($"record {r.RecordId} of {r.Node}: {r.State}");
        await output.WriteLineAsync($"  kind {r.Kind}, outcome {r.Outcome}, priority {r.Priority}, {r.ReceivedBytes} of {r.SizeBytes} bytes here");
        await output.WriteLineAsync($"  chain {r.ChainId}, number {r.Sequence}, predecessor {r.Predecessor}");
        await output.WriteLineAsync($"  accepted {r.AcceptedAt:yyyy-MM-dd HH:mm:ss} UTC by the board's clock, came by {r.Path} through {r.Carrier}");
        if (r.StoredAt is { } at) await output.WriteLineAsync($"  stored {at:yyyy-MM-dd HH:mm:ss} UTC");
        await output.WriteLineAsync($"  digest {r.Digest}, sealed to registry key {r.RecipientKeyId}, flags: {r.Flags}");
    }
}
