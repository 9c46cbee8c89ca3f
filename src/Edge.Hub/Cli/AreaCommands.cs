using System.CommandLine;
using Edge.Hosting;
using Edge.Hub.Areas;

namespace Edge.Hub.Cli;

/// <summary>area: the groups of boards, in figures.</summary>
internal static class AreaCommands
{
    public static Command Create(CommonOptions common) => new("area", "Areas, which are the groups of boards: list, quota") { List(common), Quota(common) };

    private static Command List(CommonOptions common)
    {
        var command = new Command("list", "Lists areas with their boards, officers, people still missing and answers") { common.Json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var hub = new HubSocket(parsed.GetValue(common.Data)!);
            var areas = await hub.GetAsync<List<AreaView>>("v1/areas", cancellationToken);
            await common.WriteAsync(parsed, areas, areas.Select(Line));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Quota(CommonOptions common)
    {
        var area = new Argument<string>("AREA") { Description = "A group of boards" };
        var quota = new Argument<int>("PEOPLE") { Description = "How many a team is to enrol in a day; 0 for none" };
        var command = new Command("quota", "Sets how many people a team of an area is to enrol in a day; desks show the day's count against it") { area, quota };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var hub = new HubSocket(parsed.GetValue(common.Data)!);
            var set = await hub.PostAsync<AreaView>($"v1/areas/{Uri.EscapeDataString(parsed.GetValue(area)!)}/quota/{parsed.GetValue(quota)}", null, cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(Line(set));
            return ExitCode.Ok;
        });
        return command;
    }

    private static string Line(AreaView area) =>
        $"{area.Area,-24} {area.Boards,4} boards {area.Officers,4} officers {area.People,6} people missing {area.Answers,6} answers  {(area.DailyQuota == 0 ? "no quota" : $"{area.DailyQuota} a day")}";
}
