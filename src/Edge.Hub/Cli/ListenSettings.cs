using System.CommandLine;

namespace Edge.Hub.Cli;

/// <summary>The addresses a hub listens on, as options.</summary>
internal sealed class ListenSettings
{
    private readonly Option<string?> _http = Address("--http", "Dashboard and health, unencrypted (default 127.0.0.1:8080)");
    private readonly Option<string?> _https = Address("--https", "Pages, API and enrolment of boards (default 0.0.0.0:8443)");
    private readonly Option<string?> _mqtt = Address("--mqtt", "The broker's listener for boards (default 0.0.0.0:8883)");

    public void AddTo(Command command)
    {
        foreach (var option in new[] { _http, _https, _mqtt }) command.Options.Add(option);
    }

    public IReadOnlyDictionary<string, string?> Read(ParseResult parsed) => new (string Key, Option<string?> Option)[]
        {
            (nameof(ListenOptions.Http), _http), (nameof(ListenOptions.Https), _https), (nameof(ListenOptions.Mqtt), _mqtt),
        }
        .Where(o => parsed.GetValue(o.Option) is not null)
        .ToDictionary(o => $"{ListenOptions.Section}:{o.Key}", o => parsed.GetValue(o.Option));

    private static Option<string?> Address(string name, string description) => new(name) { Description = description, HelpName = "ADDR:PORT" };
}
