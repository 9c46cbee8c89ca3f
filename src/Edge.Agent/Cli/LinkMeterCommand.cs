using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Edge.Agent.Kiosk.LinkMeter;
using Edge.Agent.Storage;
using Edge.Hosting;
using Edge.Hosting.Commands;

namespace Edge.Agent.Cli;

/// <summary>link-meter …: find a place with signal, and tell the next team where it is.</summary>
internal static class LinkMeterCommand
{
    private static readonly Columns Listed = new(new(new("chỗ", "place"), PlaceName.Longest), new(new("lúc", "at"), 16), new(new("vạch", "bars"), 5), new(new("dBm", "dBm"), -5), new(new("mạng", "network"), 0));

    public static Command Build(CommandContext context) => new("link-meter", "Find a place with signal by ear, and note it for the next team")
    {
        SetCommand(context, "on", "Beep by signal strength for a while; the four lights show it always"),
        SetCommand(context, "off", "Be silent"),
        NoteCommand(context),
        ListCommand(context),
        PrintCommand(context),
    };

    private static Command SetCommand(CommandContext context, string name, string description)
    {
        var command = new Command(name, description);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = new AgentClient(context.Data(parsed));
            using var content = JsonContent.Create(new { on = name == "on" });
            using var answer = await client.SendAsync(HttpMethod.Post, "/v1/link-meter", content, cancellationToken);
            await context.Output.WriteLineAsync(await answer.Content.ReadAsStringAsync(cancellationToken));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command NoteCommand(CommandContext context)
    {
        var place = new Argument<string>("PLACE") { Description = $"What people call it, such as 'Đồi cây đa'; at most {PlaceName.Longest} letters" };
        place.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && PlaceName.Read(token.Value) is null) result.AddError($"PLACE is '{token.Value}'; it must be {PlaceName.Rule}");
        });
        var command = new Command("note", "Note how strong the signal is here and now") { place };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = new AgentClient(context.Data(parsed));
            using var content = JsonContent.Create(new { place = parsed.GetRequiredValue(place) });
            using var answer = await client.SendAsync(HttpMethod.Post, "/v1/link-meter/finds", content, cancellationToken);
            using var told = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
            await context.Output.WriteLineAsync($"noted: {string.Join(", ", Cells(told.RootElement).Where(c => c.Length > 0))}");
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command ListCommand(CommandContext context)
    {
        var json = new Option<bool>("--json") { Description = "For machines" };
        var command = new Command("list", "List where there was signal, when and how strong, the newest first") { json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = new AgentClient(context.Data(parsed));
            using var answer = await client.SendAsync(HttpMethod.Get, "/v1/link-meter/finds", null, cancellationToken);
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            using var told = JsonDocument.Parse(text);
            if (parsed.GetValue(json)) await context.Output.WriteLineAsync(text);
            else await Listed.WriteAsync(context.Output, context.Error, context.Language, told.RootElement.GetProperty("finds").EnumerateArray(), Cells, new("chưa ghi chỗ nào; ghi bằng: edge-agent link-meter note CHỖ", "no place is noted yet; note one with: edge-agent link-meter note PLACE"));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command PrintCommand(CommandContext context)
    {
        var command = new Command("print", "Print for the next team where there was signal, the best place first");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = new AgentClient(context.Data(parsed));
            using var answer = await client.SendAsync(HttpMethod.Post, "/v1/link-meter/print", null, cancellationToken);
            await context.Output.WriteLineAsync("printed");
            return ExitCode.Ok;
        });
        return command;
    }

    private static string[] Cells(JsonElement find) =>
    [
        $"{find.GetProperty("place")}",
        find.TryGetProperty("at", out var at) ? string.Create(CultureInfo.InvariantCulture, $"{at.GetDateTimeOffset():yyyy-MM-dd HH:mm}") : "",
        $"{find.GetProperty("bars")}/4",
        find.TryGetProperty("dbm", out var dbm) ? $"{dbm}" : "",
        find.TryGetProperty("technology", out var technology) ? $"{technology}" : "",
    ];
}
