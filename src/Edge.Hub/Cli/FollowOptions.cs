using System.CommandLine;

namespace Edge.Hub.Cli;

/// <summary>What `export --follow` takes beside the keys and the folder.</summary>
internal sealed class FollowOptions
{
    public FollowOptions(Option<string[]> key, Option<string?> folder)
    {
        (Key, Folder) = (key, folder);
        Every.Validators.Add(r =>
        {
            if (r.GetValueOrDefault<TimeSpan>() is var every && (every < TimeSpan.FromSeconds(10) || every > TimeSpan.FromDays(1))) r.AddError("--confirm-every takes 00:00:10 to 1.00:00:00");
        });
    }

    public Option<string[]> Key { get; }

    public Option<string?> Folder { get; }

    public Option<bool> Follow { get; } = new("--follow") { Description = "Goes on for ever: each record as it becomes stored" };

    public Option<string?> To { get; } = new("--to") { Description = "With --follow: posts each record there instead (https://, or http:// on this machine), one multipart/form-data message with an Idempotency-Key. An answer of 2xx says that the receiver holds it for good, away from this machine: boards may then delete it", HelpName = "URL" };

    public Option<string?> TokenFile { get; } = new("--token-file") { Description = "With --to: file with the token that is sent as Authorization: Bearer", HelpName = "FILE" };

    public Option<string?> State { get; } = new("--state") { Description = "With --follow: folder in which it notes how far it is and what was set aside; by default .follow in the --out folder", HelpName = "DIR" };

    public Option<bool> ConfirmFolder { get; } = new("--confirm-folder") { Description = "With --follow and --out: says that this folder is away from this machine (mounted from another), so that boards may delete what is in it. Without it nothing becomes safe by being written there" };

    public Option<TimeSpan> Every { get; } = new("--confirm-every") { Description = "With --follow: how often the hub is told what is safe", HelpName = "HH:MM:SS", DefaultValueFactory = _ => TimeSpan.FromMinutes(10) };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[Follow, To, TokenFile, State, ConfirmFolder, Every]) command.Add(option);
        command.Validators.Add(r =>
        {
            var (follow, to, folder) = (r.GetValue(Follow), r.GetValue(To) is not null, r.GetValue(Folder) is not null);
            if (to && folder) r.AddError("--out and --to are two targets; run one export for each");
            else if (!folder && !to) r.AddError(follow ? "--follow needs --out DIR or --to URL" : "--out DIR is missing");
            else if (!follow && (to || r.GetValue(State) is not null || r.GetValue(ConfirmFolder))) r.AddError("--to, --state and --confirm-folder go with --follow");
            else if (to && r.GetValue(State) is null) r.AddError("--to needs --state DIR, to note how far it is");
            else if (to && r.GetValue(ConfirmFolder)) r.AddError("--confirm-folder goes with --out");
            else if (!to && r.GetValue(TokenFile) is not null) r.AddError("--token-file goes with --to");
        });
    }
}
