using System.CommandLine;
using System.Text.Json;
using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Storage;
using Edge.Hosting;
using Edge.Hosting.Commands;
using Edge.Hosting.Sockets;

namespace Edge.Agent.Cli;

/// <summary>queue …: the officer's steps, for a desk with a keyboard and for scripts.</summary>
internal static class QueueCommands
{
    public static Command Build(CommandContext context) => new("queue", "The kiosk's queue: open and close the service day, call, and end cases")
    {
        ShowCommand(context),
        Step(context, "open", "Open the service day: tickets are given; numbers begin anew on a new date", "day/open"),
        Step(context, "close", "Close the service day: no more tickets; those who still wait are told", "day/close"),
        TicketCommand(context),
        Step(context, "next", "End the case at the desk and call the next, or the one of that number", "next", Number("Also one who missed the call")),
        Step(context, "recall", "Call the same number again", "recall"),
        Step(context, "no-show", "Nobody came, although called again", "no-show"),
        Step(context, "done", "End the case at the desk and call nobody", "done"),
        ExceptionCommand(context),
        Step(context, "priority", "Put somebody who waits into the priority lane; the newest ticket where no number is given", "priority", Number("The ticket")),
        HouseholdCommand(context),
        Step(context, "undo", "Take the last step back", "undo"),
        PassCommand(context),
        ReportCommand(context),
        PauseCommand(context),
    };

    private static Command Step(CommandContext context, string name, string description, string path, Argument<string?>? number = null)
    {
        var (id, desk) = (IdOption(), DeskOption());
        var command = new Command(name, description) { id };
        if (path != "priority") command.Options.Add(desk);
        if (number is not null) command.Arguments.Add(number);
        command.SetAction((parsed, cancellationToken) => PostAsync(context, parsed, path,
            new { Id = parsed.GetValue(id), Number = number is null ? null : parsed.GetValue(number), Desk = path == "priority" ? null : parsed.GetValue(desk) }, cancellationToken));
        return command;
    }

    private static Command TicketCommand(CommandContext context)
    {
        var service = new Argument<string>("SERVICE") { Description = "What its holder comes for, such as card" };
        var language = new Option<string?>("--language") { Description = "The holder's language, such as vi or hmn" };
        var priority = new Option<bool>("--priority") { Description = "For the priority lane" };
        var people = new Option<int>("--people") { Description = "How many people of a household share it, 1 to 9", HelpName = "N", DefaultValueFactory = _ => 1 }.Between(1, Ticket.MostPeople);
        var id = IdOption();
        var command = new Command("ticket", "Give a ticket, which the kiosk prints and says") { service, language, priority, people, id };
        command.SetAction((parsed, cancellationToken) => PostAsync(context, parsed, "tickets",
            new { Id = parsed.GetValue(id), Service = parsed.GetRequiredValue(service), Language = parsed.GetValue(language), Priority = parsed.GetValue(priority), People = parsed.GetValue(people) }, cancellationToken));
        return command;
    }

    private static Command HouseholdCommand(CommandContext context)
    {
        var people = new Argument<int>("PEOPLE") { Description = "How many, 1 to 9" };
        var number = Number("The ticket; the one at the desk, or the newest that waits, where none is given");
        var (id, desk) = (IdOption(), DeskOption());
        var command = new Command("household", "Say how many people share a ticket; their cases are counted one by one") { people, number, id, desk };
        command.SetAction((parsed, cancellationToken) => PostAsync(context, parsed, "household",
            new { Id = parsed.GetValue(id), Number = parsed.GetValue(number), People = parsed.GetRequiredValue(people), Desk = parsed.GetValue(desk) }, cancellationToken));
        return command;
    }

    private static Command ExceptionCommand(CommandContext context)
    {
        var reason = new Argument<string>("REASON") { Description = "Why there is no record, such as ill; `queue show --json` lists them" };
        var (id, desk) = (IdOption(), DeskOption());
        var command = new Command("exception", "End the case at the desk without a record") { reason, id, desk };
        command.SetAction((parsed, cancellationToken) => PostAsync(context, parsed, "exception", new { Id = parsed.GetValue(id), Reason = parsed.GetRequiredValue(reason), Desk = parsed.GetValue(desk) }, cancellationToken));
        return command;
    }

    private static Command PassCommand(CommandContext context)
    {
        var number = Number("The ticket; the one at the desk where none is given");
        var service = new Option<string?>("--service") { Description = "For another service, such as result" };
        var to = new Option<int?>("--to-desk") { Description = "For another desk, 1 to 9", HelpName = "N" }.Between(1, 9);
        var (id, desk) = (IdOption(), DeskOption());
        var command = new Command("pass", "Let somebody wait again, for another service or desk; the number stays") { number, service, to, desk, id };
        command.SetAction((parsed, cancellationToken) => PostAsync(context, parsed, "pass",
            new { Id = parsed.GetValue(id), Number = parsed.GetValue(number), Service = parsed.GetValue(service), ToDesk = parsed.GetValue(to), Desk = parsed.GetValue(desk) }, cancellationToken));
        return command;
    }

    private static Command ReportCommand(CommandContext context)
    {
        var json = new Option<bool>("--json") { Description = "For machines" };
        var day = new Option<long?>("--day") { Description = "The service day's number; the newest where none is given", HelpName = "D" };
        var print = new Option<bool>("--print") { Description = "On the kiosk's paper instead" };
        var command = new Command("report", "Show a service day by service and by hour, with how long people waited and were served") { day, json, print };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = new AgentClient(context.Data(parsed));
            var query = parsed.GetValue(day) is { } number ? $"?day={number}" : "";
            if (parsed.GetValue(print))
            {
                using var printed = await client.SendAsync(HttpMethod.Post, $"/v1/queue/report/print{query}", null, cancellationToken);
                await context.Output.WriteLineAsync("printed");
                return ExitCode.Ok;
            }
            using var answer = await client.SendAsync(HttpMethod.Get, $"/v1/queue/report{query}", null, cancellationToken);
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            if (parsed.GetValue(json)) await context.Output.WriteLineAsync(text);
            else new ReportText(context.Output, context.Language).Write(JsonDocument.Parse(text).RootElement);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command PauseCommand(CommandContext context)
    {
        var how = new Argument<string>("ON|OFF") { Description = "on when the officers go, off when they are back" };
        how.AcceptOnlyFromAmong("on", "off");
        var id = IdOption();
        var command = new Command("pause", "Say that the officers are at lunch; everybody keeps the place") { how, id };
        command.SetAction((parsed, cancellationToken) => PostAsync(context, parsed, "pause", new { Id = parsed.GetValue(id), On = parsed.GetRequiredValue(how) == "on" }, cancellationToken));
        return command;
    }

    private static Command ShowCommand(CommandContext context)
    {
        var json = new Option<bool>("--json") { Description = "For machines" };
        var command = new Command("show", "Show who is called and who waits, in the order of their calls") { json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = new AgentClient(context.Data(parsed));
            using var answer = await client.SendAsync(HttpMethod.Get, "/v1/queue", null, cancellationToken);
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            if (parsed.GetValue(json)) await context.Output.WriteLineAsync(text);
            else new QueueText(context.Output, context.Language).Write(JsonDocument.Parse(text).RootElement);
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task<int> PostAsync<T>(CommandContext context, ParseResult parsed, string path, T body, CancellationToken cancellationToken)
    {
        using var client = new AgentClient(context.Data(parsed));
        using var content = JsonContent.Create(body, options: Answers.Json);
        using var answer = await client.SendAsync(HttpMethod.Post, $"/v1/queue/{path}", content, cancellationToken);
        await context.Output.WriteLineAsync(await answer.Content.ReadAsStringAsync(cancellationToken));
        return ExitCode.Ok;
    }

    private static Argument<string?> Number(string description) => new("NUMBER") { Description = description, Arity = ArgumentArity.ZeroOrOne };

    private static Option<int?> DeskOption() => new Option<int?>("--desk") { Description = "At which desk, 1 to 9; 1 where none is named", HelpName = "N" }.Between(1, 9);

    private static Option<Guid?> IdOption() => new("--id") { Description = "Your own id of this wish: the same id again does it once", HelpName = "UUID" };
}
