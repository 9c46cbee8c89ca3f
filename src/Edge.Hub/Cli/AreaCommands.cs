using System.CommandLine;
using Edge.Hosting;
using Edge.Hosting.Commands;
using Edge.Hub.Areas;

namespace Edge.Hub.Cli;

/// <summary>area: the groups of boards, in figures.</summary>
internal static class AreaCommands
{
    public static Command Create(CommonOptions common) => new("area", "Areas, which are the groups of boards: list, quota") { List(common), Quota(common) };

    private static readonly Columns Listed = new(new(new("khu vực", "area"), 24), new(new("điểm", "boards"), -6), new(new("cán bộ", "officers"), -8), new(new("còn thiếu", "missing"), -9), new(new("trả lời", "answers"), -8), new(new("mỗi ngày", "a day"), -8));

    private static Command List(CommonOptions common)
    {
        var command = new Command("list", "Lists areas with their boards, officers, people still missing and answers") { common.Json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var hub = new HubSocket(common.DataOf(parsed));
            var areas = await hub.GetAsync<List<AreaView>>("v1/areas", cancellationToken);
            await common.ListAsync(parsed, areas, Listed, Cells, new("chưa có khu vực nào: khu vực là nhóm của các điểm", "there is no area yet: areas are the groups of boards"));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Quota(CommonOptions common)
    {
        var area = new Argument<string>("AREA") { Description = "A group of boards" };
        area.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !Edge.Contracts.Names.IsToken(token.Value)) result.AddError($"'{token.Value}' is no group; AREA must be {Edge.Contracts.Names.TokenRule}");
        });
        var quota = new Argument<int>("PEOPLE") { Description = "How many a team is to enrol in a day; 0 for none" };
        var command = new Command("quota", "Sets how many people a team of an area is to enrol in a day; desks show the day's count against it") { area, quota };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var hub = new HubSocket(common.DataOf(parsed));
            var set = await hub.PostAsync<AreaView>($"v1/areas/{Uri.EscapeDataString(parsed.GetValue(area)!)}/quota/{parsed.GetValue(quota)}", null, cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"{set.Area}: {(set.DailyQuota == 0 ? "no quota" : $"{set.DailyQuota} a day")}");
            return ExitCode.Ok;
        });
        return command;
    }

    private static string[] Cells(AreaView area) => [area.Area, $"{area.Boards}", $"{area.Officers}", $"{area.People}", $"{area.Answers}", area.DailyQuota == 0 ? "-" : $"{area.DailyQuota}"];
}
