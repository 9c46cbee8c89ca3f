using System.Buffers.Text;
using System.CommandLine;
using System.Security.Cryptography;
using System.Text;

namespace Edge.Hub.Cli;

/// <summary>Where a user's password comes from: asked for twice on the terminal, a file, or made here. Never an argument, which everybody on the machine can read.</summary>
internal sealed class PasswordSource
{
    private const int MadeBytes = 15;

    private readonly Option<string?> _file = new("--password-file") { Description = "A file whose first line is the password, or - for standard input; without it the password is asked for", HelpName = "FILE" };
    private readonly Option<bool> _generate = new("--generate") { Description = "Makes a password and prints it, once" };

    public void AddTo(Command command)
    {
        command.Options.Add(_file);
        command.Options.Add(_generate);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_generate) && result.GetValue(_file) is not null) result.AddError("--generate makes the password that --password-file would give; use one of them");
        });
    }

    /// <exception cref="HubException">There is no password there, or two that differ were typed.</exception>
    public async Task<ChosenPassword> ReadAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(_generate)) return new ChosenPassword(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(MadeBytes)), Made: true);
        if (parsed.GetValue(_file) is { } file) return new ChosenPassword(await SecretFile.FirstLineAsync(file, "password", cancellationToken) ?? throw new HubException($"{file} has no first line that could be a password"), Made: false);
        if (Console.IsInputRedirected) throw new HubException("there is no terminal to ask for the password on; give --password-file FILE, or --generate");
        var error = parsed.InvocationConfiguration.Error;
        var (first, second) = (await AskAsync(error, "password: "), await AskAsync(error, "again:    "));
        return first == second ? new ChosenPassword(first, Made: false) : throw new HubException("the two passwords differ; nothing was changed");
    }

    private static async Task<string> AskAsync(TextWriter error, string what)
    {
        await error.WriteAsync(what);
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is var key && key.Key != ConsoleKey.Enter)
        {
            if (key.Key == ConsoleKey.Backspace) typed.Length = Math.Max(0, typed.Length - 1);
            else if (key.KeyChar != '\0') typed.Append(key.KeyChar);
        }
        await error.WriteLineAsync();
        return typed.ToString();
    }
}

/// <summary>A password, and whether it was made here.</summary>
internal sealed record ChosenPassword(string Text, bool Made)
{
    public override string ToString() => nameof(ChosenPassword);
}
