using System.CommandLine;
using System.Text.Json;
using Edge.Agent.Storage;
using Edge.Hosting;
using Edge.Hosting.Sockets;

namespace Edge.Agent.Cli;

internal static class DeskCommand
{
    public static Command Build(CommandContext context)
    {
        var print = new Option<bool>("--print") { Description = "Also on the ticket printer's paper" };
        var command = new Command("desk", "Tell where the officer's page is, and the fingerprint of its certificate to compare with the browser's") { print };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = new AgentClient(context.Data(parsed));
            using var answer = await client.SendAsync(HttpMethod.Get, "/v1/status", null, cancellationToken);
            using var told = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
            var desk = told.RootElement.GetProperty("desk");
            if (Text(desk, "address") is not { } address) throw new CommandException(Text(desk, "problem") ?? "the officer's page is switched off (Desk:Enabled)");
            await context.Output.WriteLineAsync($"address      {address}");
            if (Text(desk, "fingerprint") is { } fingerprint) await context.Output.WriteLineAsync($"certificate  SHA-256 {fingerprint}");
            if (parsed.GetValue(print)) using (await client.SendAsync(HttpMethod.Post, "/v1/desk-paper", null, cancellationToken)) await context.Error.WriteLineAsync("the printer has it, as soon as it can");
            return ExitCode.Ok;
        });
        return command;
    }

    private static string? Text(JsonElement desk, string member) => desk.TryGetProperty(member, out var text) ? text.GetString() : null;
}
