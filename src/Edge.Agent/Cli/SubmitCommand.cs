using System.CommandLine;
using System.Net.Http.Headers;
using System.Text.Json;
using Edge.Agent.Storage;
using Edge.Hosting;

namespace Edge.Agent.Cli;

internal static class SubmitCommand
{
    public static Command Build(CommandContext context)
    {
        var options = new SubmitOptions();
        var command = new Command("submit", "Hand a record to the running agent; answers once it is safe on this board");
        foreach (var option in options.All) command.Options.Add(option);
        command.Validators.Add(options.CheckTogether);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var content = await ContentAsync(context, options, parsed, cancellationToken);
            using var client = new AgentClient(context.Data(parsed));
            using var answer = await client.SendAsync(HttpMethod.Post, "/v1/records", content, cancellationToken);
            await context.Output.WriteLineAsync(await answer.Content.ReadAsStringAsync(cancellationToken));
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task<MultipartFormDataContent> ContentAsync(CommandContext context, SubmitOptions options, ParseResult parsed, CancellationToken cancellationToken)
    {
        var meta = new Dictionary<string, object> { ["kind"] = parsed.GetRequiredValue(options.Kind) };
        if (parsed.GetValue(options.Outcome) is { } outcome) meta["outcome"] = outcome;
        if (parsed.GetValue(options.Priority) is { } priority) meta["priority"] = priority;
        if (parsed.GetValue(options.Id) is { } id) meta["id"] = id;
        return new MultipartFormDataContent
        {
            { Json(JsonSerializer.SerializeToUtf8Bytes(meta)), "meta" },
            { Json(await FieldsAsync(context, options, parsed, cancellationToken)), "fields" },
        }.With(Files(parsed.GetValue(options.Files) ?? []));
    }

    private static async Task<byte[]> FieldsAsync(CommandContext context, SubmitOptions options, ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(options.Fields) is null)
        {
            return JsonSerializer.SerializeToUtf8Bytes((parsed.GetValue(options.Field) ?? []).Select(SubmitOptions.Split).ToDictionary(p => p.Name, p => p.Value));
        }
        await using var input = context.Input();
        using var bytes = new MemoryStream();
        await input.CopyToAsync(bytes, cancellationToken);
        return bytes.ToArray();
    }

    private static IEnumerable<(string Name, HttpContent Content)> Files(IEnumerable<string> files)
    {
        foreach (var (name, path) in files.Select(SubmitOptions.Split))
        {
            var content = new StreamContent(File.OpenRead(path));
            content.Headers.ContentType = new MediaTypeHeaderValue(ContentType(path));
            yield return (name, content);
        }
    }

    private static MultipartFormDataContent With(this MultipartFormDataContent form, IEnumerable<(string Name, HttpContent Content)> files)
    {
        foreach (var (name, content) in files) form.Add(content, name, name);
        return form;
    }

    private static ByteArrayContent Json(byte[] bytes) => new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    private static string ContentType(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".JPG" or ".JPEG" => "image/jpeg",
        ".PNG" => "image/png",
        ".WSQ" => "image/x-wsq",
        ".JP2" => "image/jp2",
        ".PDF" => "application/pdf",
        ".JSON" => "application/json",
        ".TXT" => "text/plain",
        _ => "application/octet-stream",
    };
}
