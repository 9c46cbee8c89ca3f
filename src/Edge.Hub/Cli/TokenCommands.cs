using System.CommandLine;
using Edge.Hosting;
using Edge.Hosting.Commands;
using Edge.Hosting.Linux;
using Edge.Hub.Accounts;

namespace Edge.Hub.Cli;

/// <summary>token: what programs sign in to the API with.</summary>
internal static class TokenCommands
{
    private static readonly Columns Listed = new(new(new("tên", "name"), 24), new(new("vai trò", "role"), 12), new(new("tạo ngày", "made"), 10), new(new("bởi", "by"), 16), new(new("tình trạng", "state"), 0));

    public static Command Create(CommonOptions common) => new("token", "Tokens of programs that use the API: add, list, revoke") { Add(common), List(common), Revoke(common) };

    private static Command Add(CommonOptions common)
    {
        var (name, role) = (Name(), RoleOption.Create("What the program may do"));
        var days = new Option<int>("--days") { Description = "For how long it is good", HelpName = "N", DefaultValueFactory = _ => TokenBook.DefaultDays };
        var command = new Command("add", "Makes a token and prints it, once") { name, role, days, common.Json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            ProcessHardening.Apply();
            using var hub = new HubSocket(common.DataOf(parsed));
            var made = await hub.PostAsync<NewToken>("v1/tokens", new TokenRequest(parsed.GetValue(name)!, parsed.GetValue(role), parsed.GetValue(days)), cancellationToken);
            await common.WriteAsync(parsed, made, made.Token);
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"edge-hub: this is the token {made.Name}, good until {made.ExpiresAt:yyyy-MM-dd HH:mm} UTC; it is not shown again. A program sends it as 'Authorization: Bearer …'");
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command List(CommonOptions common)
    {
        var command = new Command("list", "Lists tokens, those that are over too") { common.Json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var hub = new HubSocket(common.DataOf(parsed));
            var tokens = await hub.GetAsync<List<TokenView>>("v1/tokens", cancellationToken);
            await common.ListAsync(parsed, tokens, Listed, t => Cells(t, common.Language), new("chưa có mã truy cập nào", "there is no token yet"));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Revoke(CommonOptions common)
    {
        var name = Name();
        var command = new Command("revoke", "Makes a token useless from the next request on") { name };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var hub = new HubSocket(common.DataOf(parsed));
            var token = await hub.PostAsync<TokenView>($"v1/tokens/{Uri.EscapeDataString(parsed.GetValue(name)!)}/revoke", null, cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(Listed.Line(Cells(token, common.Language)));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Argument<string> Name() => NameArgument.Of("The token's name, as the audit names it", "a token's name");

    private static string[] Cells(TokenView token, string language) => [token.Name, UserBook.Word(token.Role), $"{token.CreatedAt:yyyy-MM-dd}", token.CreatedBy, State(token).In(language)];

    private static Said State(TokenView token) => token.RevokedAt is { } at ? new($"đã khoá {at:yyyy-MM-dd HH:mm} UTC", $"revoked {at:yyyy-MM-dd HH:mm} UTC")
        : new($"đến {token.ExpiresAt:yyyy-MM-dd HH:mm} UTC", $"until {token.ExpiresAt:yyyy-MM-dd HH:mm} UTC");
}
