using System.Globalization;
using Edge.Agent.Devices.Virtual;
using Edge.Hosting.Sockets;
using Microsoft.AspNetCore.Http.Features;

namespace Edge.Agent.Simulator;

/// <summary>
/// All that answers at the panel's door. It has a table of its own and takes no part in the agent's routing, so that
/// nothing that is ever added to the local API can be reached from a browser.
/// </summary>
internal sealed class SimulatorSite(SimulatorListener door, SimulatorFiles files, SimulatorStream stream, SimulatorView view, SimulatorActions hands, VirtualBoard board)
{
    public async Task HandleAsync(HttpContext context)
    {
        PageGuard.Harden(context.Response.Headers);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = SimulatorWish.LongestBytes;
        if (PageGuard.Problem(context.Request, door.Door.At!, _ => false) is { } problem)
        {
            await Answers.ProblemAsync(context, StatusCodes.Status403Forbidden, "Not for this page", problem);
            return;
        }
        var path = context.Request.Path.Value ?? "/";
        var reads = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        if (hands.Knows(path) ? HttpMethods.IsPost(context.Request.Method) : reads) await AnswerAsync(context, path);
        else await Answers.ProblemAsync(context, StatusCodes.Status405MethodNotAllowed, "Not like this", $"{path} does not take {context.Request.Method}");
    }

    private Task AnswerAsync(HttpContext context, string path)
    {
        if (hands.Knows(path)) return hands.HandleAsync(context, path);
        if (files.Find(path) is { } file) return file.SendAsync(context);
        return path.Split('/') switch
        {
            ["", "api", "state"] => stream.SendAsync(context),
            ["", "papers", var run, var name] when run == view.Run && Number(name, ".png") is { } number && board.Printer.Paper(number) is { } paper => new PageFile("image/png", Png.Of(paper)).SendAsync(context),
            ["", "clips", var run, var name] when run == view.Run && Number(name, ".wav") is { } number && Clip(number) is { } clip => SendClipAsync(context, clip),
            _ => NotFoundAsync(context, path),
        };
    }

    private string? Clip(long number) => board.Speaker.Spoken.FirstOrDefault(c => c.Number == number)?.Path;

    private static long? Number(string name, string suffix) =>
        name.EndsWith(suffix, StringComparison.Ordinal) && long.TryParse(name[..^suffix.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static Task SendClipAsync(HttpContext context, string path)
    {
        if (!File.Exists(path)) return NotFoundAsync(context, context.Request.Path);
        context.Response.ContentType = "audio/wav";
        context.Response.ContentLength = new FileInfo(path).Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.SendFileAsync(path, context.RequestAborted);
    }

    private static Task NotFoundAsync(HttpContext context, string path) =>
        Answers.ProblemAsync(context, StatusCodes.Status404NotFound, "Not here", $"the panel has no {path}");
}
