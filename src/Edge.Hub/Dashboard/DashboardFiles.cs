using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Edge.Hub.Dashboard;

/// <summary>What pages are made of: files inside the program, compressed once.</summary>
internal sealed class DashboardFiles
{
    private const string Prefix = "Edge.Hub.Dashboard.Files/";

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".woff2"] = "font/woff2",
    };

    private readonly Dictionary<string, DashboardFile> _files = new(StringComparer.Ordinal);

    public DashboardFiles()
    {
        var program = Assembly.GetExecutingAssembly();
        foreach (var name in program.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = program.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            _files[name[Prefix.Length..]] = DashboardFile.Of(Types[Path.GetExtension(name)], bytes);
        }
    }

    /// <summary>Every path there is, without the first slash.</summary>
    public IReadOnlyCollection<string> Paths => _files.Keys;

    /// <summary>The address of a file, which is another when its content is.</summary>
    public string Link(string path) => $"{path}?v={_files[path].Version}";

    public async Task SendAsync(string path, HttpContext context)
    {
        var file = _files[path];
        var headers = context.Response.GetTypedHeaders();
        headers.ETag = new EntityTagHeaderValue($"\"{file.Version}\"");
        var named = context.Request.Query["v"] == file.Version;
        headers.CacheControl = new CacheControlHeaderValue { Public = true, MaxAge = named ? TimeSpan.FromDays(365) : TimeSpan.FromHours(1), MustRevalidate = !named };
        context.Response.Headers.Vary = "Accept-Encoding";
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(t => t.Compare(headers.ETag, useStrongComparison: false)))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        var accepted = context.Request.Headers.AcceptEncoding.ToString();
        var (bytes, encoding) = file.Packed is { } packed && accepted.Contains("br", StringComparison.Ordinal) ? (packed, "br") : (file.Bytes, "");
        context.Response.ContentType = file.Type;
        if (encoding.Length > 0) context.Response.Headers.ContentEncoding = encoding;
        context.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method)) await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    /// <param name="Packed">By Brotli; null where that gains nothing.</param>
    private sealed record DashboardFile(string Type, string Version, byte[] Bytes, byte[]? Packed)
    {
        public static DashboardFile Of(string type, byte[] bytes)
        {
            var packed = type == Types[".woff2"] ? null : Pack(bytes);
            return new DashboardFile(type, Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8)), bytes, packed?.Length < bytes.Length ? packed : null);
        }

        private static byte[] Pack(byte[] bytes)
        {
            using var packed = new MemoryStream();
            using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal)) brotli.Write(bytes);
            return packed.ToArray();
        }
    }
}
