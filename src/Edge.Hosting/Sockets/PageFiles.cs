using System.Reflection;

namespace Edge.Hosting.Sockets;

/// <summary>What a page is made of: files inside the program.</summary>
internal sealed class PageFiles
{
    private readonly Dictionary<string, PageFile> _files = new(StringComparer.Ordinal);

    /// <summary>Every embedded file whose name begins like that, under what follows.</summary>
    public PageFiles(Assembly assembly, string prefix)
    {
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            Add("/" + name[prefix.Length..], bytes);
        }
    }

    /// <summary>Every path there is.</summary>
    public IReadOnlyCollection<string> Paths => _files.Keys;

    /// <summary>Null where there is no such file.</summary>
    public PageFile? Find(string path) => _files.GetValueOrDefault(path);

    public void Add(string path, byte[] bytes) => _files[path] = new PageFile(Path.GetExtension(path) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => throw new InvalidOperationException($"{path} of the page is of no type it serves"),
    }, bytes);

    /// <summary>The same file under another path.</summary>
    public void Add(string path, string same) => _files[path] = _files[same];
}

/// <summary>A file as a browser gets it.</summary>
internal sealed record PageFile(string Type, byte[] Bytes)
{
    public async Task SendAsync(HttpContext context)
    {
        context.Response.ContentType = Type;
        context.Response.ContentLength = Bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method)) await context.Response.Body.WriteAsync(Bytes, context.RequestAborted);
    }
}
