using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;

namespace Edge.Demo.Show;

/// <summary>The command line of the demo.</summary>
internal static class DemoCommand
{
    public const int Usage = 64;

    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = Create().Parse(args);
        // Ctrl-C is ours: the library's own handling ends the program two seconds later, whatever still runs.
        if (parsed.Errors.Count == 0) return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
        foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync($"edge-demo: {error.Message}");
        await Console.Error.WriteLineAsync("edge-demo: --help says what it takes");
        return Usage;
    }

    private static RootCommand Create()
    {
        var length = new Option<TimeSpan?>("--for") { Description = "How long citizens come (such as 45s or 2m), from when the kiosks are ready; without it, until Ctrl-C. Then what is on its way is sent, every record checked, and the sums shown.", CustomParser = ParseLength };
        var json = new Option<bool>("--json") { Description = "The sums as one line of JSON, and nothing else on standard output; the talk goes to standard error." };
        var kiosks = new Option<int>("--kiosks") { Description = "How many kiosks.", DefaultValueFactory = _ => new DemoOptions().Kiosks };
        var http = new Option<IPEndPoint>("--http") { Description = "Where the hub's page is.", DefaultValueFactory = _ => new DemoOptions().Http, CustomParser = ParseEndPoint };
        var seed = new Option<int>("--seed") { Description = "Decides people, pace and cuts.", DefaultValueFactory = _ => new DemoOptions().Seed };
        var keep = new Option<bool>("--keep") { Description = "Leave data folders and logs behind, and say where." };
        kiosks.Validators.Add(r =>
        {
            if (r.GetValueOrDefault<int>() is < 1 or > DemoOptions.MostKiosks) r.AddError($"--kiosks must be 1 to {DemoOptions.MostKiosks}");
        });
        var command = new RootCommand("A hub and kiosks on this machine: records are accepted, links are cut and restored, nothing is lost.") { length, json, kiosks, http, seed, keep };
        command.SetAction((parsed, _) => DemoRun.RunAsync(new DemoOptions
        {
            For = parsed.GetValue(length),
            Json = parsed.GetValue(json),
            Kiosks = parsed.GetValue(kiosks),
            Http = parsed.GetValue(http)!,
            Seed = parsed.GetValue(seed),
            Keep = parsed.GetValue(keep),
        }));
        return command;
    }

    private static TimeSpan? ParseLength(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (!RunLength.TryParse(text, out var length)) result.AddError($"--for '{text}' is no duration; write 45s, 2m or 1h");
        else if (length < DemoOptions.ShortestRun) result.AddError($"--for {text} is too short; at least {DemoOptions.ShortestRun.TotalSeconds}s");
        return length;
    }

    private static IPEndPoint? ParseEndPoint(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (IPEndPoint.TryParse(text, out var endPoint) && endPoint.Port != 0) return endPoint;
        result.AddError($"--http '{text}' must be ADDRESS:PORT, such as 127.0.0.1:8080");
        return null;
    }
}
