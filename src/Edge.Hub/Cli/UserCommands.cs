using System.CommandLine;
using Edge.Hosting;
using Edge.Hosting.Commands;
using Edge.Hosting.Linux;
using Edge.Hub.Accounts;

namespace Edge.Hub.Cli;

/// <summary>user: who may sign in to the pages.</summary>
internal static class UserCommands
{
    private static readonly Columns Listed = new(new(new("tên", "name"), 24), new(new("vai trò", "role"), 12), new(new("tiếng", "language"), 8), new(new("từ ngày", "since"), 10), new(new("tình trạng", "state"), 0));

    public static Command Create(CommonOptions common) => new("user", "Users of the pages: add, list, lock, unlock, give another role or password")
    {
        Add(common), List(common), Lock(common, "lock", "Lets a user sign in no more; open pages are shut within a minute"),
        Lock(common, "unlock", "Lets a user sign in again, locked by hand or by too many wrong passwords"), Role(common), Password(common),
    };

    private static Command Add(CommonOptions common)
    {
        var (name, role, source) = (Name(), RoleOption.Create("What the user may do"), new PasswordSource());
        var language = new Option<string>("--language") { Description = "Of the pages: vi or en", HelpName = "LANG", DefaultValueFactory = _ => "vi" };
        var command = new Command("add", $"Makes a user; a password has {AccountRules.PasswordRule}") { name, role, language };
        source.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            ProcessHardening.Apply();
            using var hub = new HubSocket(common.DataOf(parsed));
            var password = await source.ReadAsync(parsed, cancellationToken);
            var added = await hub.PostAsync<UserView>("v1/users", new NewUser(parsed.GetValue(name)!, parsed.GetValue(role), parsed.GetValue(language), password.Text), cancellationToken);
            await TellAsync(parsed, added.Name, password);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Password(CommonOptions common)
    {
        var (name, source) = (Name(), new PasswordSource());
        var command = new Command("password", "Gives a user another password, and signs the user out everywhere") { name };
        source.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            ProcessHardening.Apply();
            using var hub = new HubSocket(common.DataOf(parsed));
            var password = await source.ReadAsync(parsed, cancellationToken);
            var changed = await hub.PostAsync<UserView>($"v1/users/{Uri.EscapeDataString(parsed.GetValue(name)!)}/password", new NewPassword(password.Text), cancellationToken);
            await TellAsync(parsed, changed.Name, password);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Role(CommonOptions common)
    {
        var name = Name();
        var role = RoleOption.Argument();
        var command = new Command("role", "Gives a user another role, and signs the user out everywhere") { name, role };
        command.SetAction((parsed, cancellationToken) => PostAsync(parsed, common, name, "role", new NewRole(parsed.GetValue(role)), cancellationToken));
        return command;
    }

    private static Command Lock(CommonOptions common, string verb, string description)
    {
        var name = Name();
        var command = new Command(verb, description) { name };
        command.SetAction((parsed, cancellationToken) => PostAsync(parsed, common, name, verb, null, cancellationToken));
        return command;
    }

    private static Command List(CommonOptions common)
    {
        var command = new Command("list", "Lists users") { common.Json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var hub = new HubSocket(common.DataOf(parsed));
            var users = await hub.GetAsync<List<UserView>>("v1/users", cancellationToken);
            await common.ListAsync(parsed, users, Listed, u => Cells(u, common.Language), new("chưa có người dùng nào; thêm bằng: edge-hub user add", "there is no user yet; add one with: edge-hub user add"));
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task<int> PostAsync(ParseResult parsed, CommonOptions common, Argument<string> name, string verb, object? body, CancellationToken cancellationToken)
    {
        using var hub = new HubSocket(common.DataOf(parsed));
        var user = await hub.PostAsync<UserView>($"v1/users/{Uri.EscapeDataString(parsed.GetValue(name)!)}/{verb}", body, cancellationToken);
        await parsed.InvocationConfiguration.Output.WriteLineAsync(Listed.Line(Cells(user, common.Language)));
        return ExitCode.Ok;
    }

    private static Argument<string> Name() => NameArgument.Of("The user's name", "a user's name");

    private static async Task TellAsync(ParseResult parsed, string name, ChosenPassword password)
    {
        if (password.Made) await parsed.InvocationConfiguration.Output.WriteLineAsync(password.Text);
        await parsed.InvocationConfiguration.Error.WriteLineAsync(password.Made ? $"edge-hub: this is the password of {name}; it is not shown again, and nobody can look it up" : $"edge-hub: {name} has the password that was given");
    }

    private static string[] Cells(UserView user, string language) => [user.Name, UserBook.Word(user.Role), user.Language, $"{user.CreatedAt:yyyy-MM-dd}", State(user).In(language)];

    private static Said State(UserView user) => user switch
    {
        { Locked: true } => new("đã khoá", "locked"),
        { LockedUntil: { } until } => new($"tạm khoá tới {until:yyyy-MM-dd HH:mm} UTC vì sai mật khẩu", $"locked until {until:yyyy-MM-dd HH:mm} UTC after wrong passwords"),
        _ => new("đang dùng", "active"),
    };
}

/// <summary>A role on the command line.</summary>
internal static class RoleOption
{
    private const string Known = "viewer, operator, technician or admin";

    public static Option<Role> Create(string what) => new("--role") { Description = $"{what}: {Known}", HelpName = "R", Required = true, CustomParser = Read };

    public static Argument<Role> Argument() => new("ROLE") { Description = $"The new role: {Known}", CustomParser = Read };

    private static Role Read(System.CommandLine.Parsing.ArgumentResult result)
    {
        var word = result.Tokens[0].Value;
        // By the word alone: a number would be taken for a role, too.
        if (Enum.GetValues<Role>().Where(r => UserBook.Word(r) == word).ToList() is [var role]) return role;
        result.AddError($"'{word}' is no role; it must be {Known}");
        return default;
    }
}

/// <summary>A user's or a token's name on the command line.</summary>
internal static class NameArgument
{
    public static Argument<string> Of(string what, string whose)
    {
        var name = new Argument<string>("NAME") { Description = $"{what}: {AccountRules.NameRule}" };
        name.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !AccountRules.IsName(token.Value)) result.AddError($"{whose} is {AccountRules.NameRule}");
        });
        return name;
    }
}
