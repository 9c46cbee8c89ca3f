using System.CommandLine;
using Edge.Contracts.Releases;
using Edge.Hosting;
using Edge.Hub.Releases;

namespace Edge.Hub.Cli;

/// <summary>release add, offer, withdraw, remove, list: which board is to have which release.</summary>
internal static class ReleaseOfferCommands
{
    // A slow disk writes it, reads it and syncs it.
    private static readonly TimeSpan AddPatience = TimeSpan.FromMinutes(30);

    private static readonly Said NoneHere = new("chưa có bản phát hành nào; thêm bằng: edge-hub release add TỆP", "no release is here; 'edge-hub release add FILE' brings one");

    public static Command Add(CommonOptions common)
    {
        var file = ReleaseCommands.FileArgument();
        var command = new Command("add", "Takes a signed release file into the hub; nobody is offered it by that") { file, common.Json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var hub = new HubSocket(common.DataOf(parsed), AddPatience);
            await using var release = ReleaseFiles.Open(parsed.GetValue(file)!);
            var added = await hub.PostStreamAsync<AddedReleaseView>("v1/releases", release, cancellationToken);
            await common.WriteAsync(parsed, added, $"release {new ReleaseText(common.Language).Line(added)} is here; 'edge-hub release offer {added.Version}' offers it to boards");
            return ExitCode.Ok;
        });
        return command;
    }

    public static Command Offer(CommonOptions common)
    {
        var (version, choice) = (Version(), new ChoiceOptions());
        var share = new Option<int>("--share") { Description = "Only so many percent of them; the same ones, and more, with a greater share", HelpName = "PERCENT", DefaultValueFactory = _ => 100 };
        var command = new Command("offer", "Offers a release to boards, in place of what they were offered before; they pull it when no record waits") { version, share, common.Json };
        choice.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var hub = new HubSocket(common.DataOf(parsed));
            var change = await hub.PostAsync<ReleaseChange>(Path(parsed.GetValue(version)!, "offer"), choice.Of(parsed, parsed.GetValue(share)), cancellationToken);
            await common.WriteAsync(parsed, change, $"version {change.Version} is on offer to {Counted.Of(change.Boards, "board")}; 'edge-hub release list' shows how far each has got");
            return ExitCode.Ok;
        });
        return command;
    }

    public static Command Withdraw(CommonOptions common)
    {
        var (version, choice) = (Version(), new ChoiceOptions());
        var command = new Command("withdraw", "Offers a release no more, to those boards or to any; what they have pulled of it they delete") { version, common.Json };
        choice.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var hub = new HubSocket(common.DataOf(parsed));
            var change = await hub.PostAsync<ReleaseChange>(Path(parsed.GetValue(version)!, "withdraw"), choice.Of(parsed, 100), cancellationToken);
            await common.WriteAsync(parsed, change, $"version {change.Version} is on offer no more to {Counted.Of(change.Boards, "board")}; one that has it whole already installs it all the same");
            return ExitCode.Ok;
        });
        return command;
    }

    public static Command Remove(CommonOptions common)
    {
        var version = Version();
        var command = new Command("remove", "Takes a release out of the hub that is on offer to nobody") { version, common.Json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var hub = new HubSocket(common.DataOf(parsed));
            var change = await hub.PostAsync<ReleaseChange>(Path(parsed.GetValue(version)!, "remove"), null, cancellationToken);
            await common.WriteAsync(parsed, change, $"version {change.Version} is here no more");
            return ExitCode.Ok;
        });
        return command;
    }

    public static Command List(CommonOptions common)
    {
        var version = new Option<string?>("--release-version") { Description = "Only boards that are offered this one", HelpName = "VERSION" };
        var all = new Option<bool>("--every-board") { Description = "List boards that run what they are offered, and those that are offered nothing, too" };
        var command = new Command("list", "Shows the releases that are here, which versions boards run, and how far each has got with what it is offered") { version, all, common.Json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var hub = new HubSocket(common.DataOf(parsed));
            var only = parsed.GetValue(version) is { } given ? $"&version={Uri.EscapeDataString(given)}" : "";
            var list = await hub.GetAsync<ReleaseList>($"v1/releases?all={(parsed.GetValue(all) ? "true" : "false")}{only}", cancellationToken);
            await common.WriteAsync(parsed, list, new ReleaseText(common.Language).Lines(list));
            if (list.Releases.Count == 0 && !parsed.GetValue(common.Json)) await parsed.InvocationConfiguration.Error.WriteLineAsync($"edge-hub: {NoneHere.In(common.Language)}");
            return ExitCode.Ok;
        });
        return command;
    }

    private static string Path(string version, string act) => $"v1/releases/{Uri.EscapeDataString(version)}/{act}";

    private static Argument<string> Version()
    {
        var version = new Argument<string>("VERSION") { Description = "The release's version, as 'release list' shows it" };
        version.Validators.Add(result =>
        {
            if (result.Tokens is [var given] && !ReleaseRules.IsVersion(given.Value)) result.AddError($"VERSION is '{given.Value}'; it must be 1 to 80 of letters, digits, '.', '+', '~' and '-' that begin with a digit");
        });
        return version;
    }

    /// <summary>Which boards are meant.</summary>
    private sealed class ChoiceOptions
    {
        private readonly Option<string[]> _boards = CommonOptions.Repeated("--board", "A board by its name", "NAME");
        private readonly Option<string[]> _groups = CommonOptions.Repeated("--group", "Boards of a group, which is an area", "GROUP");
        private readonly Option<string[]> _places = CommonOptions.Repeated("--place", "Boards of a place and of all that is in it, by its code", "CODE");
        private readonly Option<bool> _all = new("--all") { Description = "Every board" };

        public void AddTo(Command command)
        {
            command.Add(_boards);
            command.Add(_groups);
            command.Add(_places);
            command.Add(_all);
        }

        public BoardChoice Of(ParseResult parsed, int share) => new(parsed.GetValue(_boards)!, parsed.GetValue(_groups)!, parsed.GetValue(_places)!, parsed.GetValue(_all), share);
    }
}
