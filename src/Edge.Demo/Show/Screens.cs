using Spectre.Console;

namespace Edge.Demo.Show;

/// <summary>Chooses how to show: drawn where a terminal can, in plain lines elsewhere.</summary>
internal static class Screens
{
    public static IScreen Open(DemoOptions options, Board board, TimeProvider time)
    {
        if (options.Json) return new PlainScreen(Console.Error, board);
        var console = AnsiConsole.Console;
        return console.Profile.Capabilities is { Ansi: true, Interactive: true } && !Console.IsOutputRedirected
            ? new LiveScreen(console, board, PageOf(options), time)
            : new PlainScreen(Console.Out, board);
    }

    public static Uri PageOf(DemoOptions options) => new($"http://{options.Http}/");
}
