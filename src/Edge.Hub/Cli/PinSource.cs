using System.CommandLine;
using Edge.Contracts.Areas;

namespace Edge.Hub.Cli;

/// <summary>Where an officer's PIN comes from: a file, standard input, or a throw of the dice. Never from an argument, which everybody on the machine can read.</summary>
internal static class PinSource
{
    public static Option<string?> Option() => new("--pin-file") { Description = $"A file with the PIN ({OfficerPin.Rule}), or - for standard input; without it a PIN is made and printed", HelpName = "FILE" };

    /// <exception cref="HubException">There is no PIN there.</exception>
    public static async Task<ChosenPin> ReadAsync(string? file, CancellationToken cancellationToken)
    {
        if (file is null) return new ChosenPin(OfficerPin.NewPin(), Made: true);
        var line = await SecretFile.FirstLineAsync(file, "PIN", cancellationToken);
        var pin = line?.Trim();
        return OfficerPin.IsPin(pin) ? new ChosenPin(pin!, Made: false) : throw new HubException($"a PIN is {OfficerPin.Rule}; the first line of {(file == "-" ? "standard input" : file)} is none");
    }
}

/// <summary>A PIN, and whether it was made here.</summary>
internal sealed record ChosenPin(string Digits, bool Made);
