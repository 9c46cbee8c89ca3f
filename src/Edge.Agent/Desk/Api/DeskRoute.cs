using System.Text.Json;

namespace Edge.Agent.Desk.Api;

/// <summary>One thing the desk can be asked. Routing and the OpenAPI document are made from these.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Path">Below <see cref="Root"/>; its last part may be <c>{number}</c>.</param>
/// <param name="Says">What it does, for the document.</param>
/// <param name="Do">Does it and answers.</param>
internal sealed record DeskRoute(string Method, string Path, string Says, Func<DeskCall, Task> Do)
{
    public const string Root = "/v1/desk/";
    public const string Number = "{number}";

    /// <summary>No body is longer.</summary>
    public const int LongestBody = 64 * 1024;

    /// <summary>What the body is; null where it takes none.</summary>
    public Type? Body { get; private init; }

    /// <summary>What a good answer is.</summary>
    public string Answers { get; init; } = "application/json";

    /// <summary>Whether it is done for whoever asks.</summary>
    public bool NeedsNobody { get; init; }

    /// <summary>Whether it shows that an officer is there, so that the desk does not lock.</summary>
    public bool IsAct { get; init; } = true;

    public static DeskRoute Get(string path, string says, Func<DeskCall, Task> act) => new("GET", path, says, act) { IsAct = false };

    /// <summary>An act with a body; an empty one is <c>{}</c>.</summary>
    public static DeskRoute Post<T>(string path, string says, Func<DeskCall, T, Task> act)
        where T : class => new("POST", path, says, call => ReadAsync(call, path, act)) { Body = typeof(T) };

    private static async Task ReadAsync<T>(DeskCall call, string path, Func<DeskCall, T, Task> act)
        where T : class
    {
        var bytes = new byte[LongestBody + 1];
        var length = await call.Context.Request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, call.Aborted);
        if (length > LongestBody)
        {
            await call.RefuseAsync(StatusCodes.Status413PayloadTooLarge, "too-long", $"the body has more than {LongestBody} bytes");
            return;
        }
        var body = Parse<T>(length == 0 ? "{}"u8 : bytes.AsSpan(0, length));
        // It may hold a PIN or a name.
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(bytes);
        if (body is null) await call.RefuseAsync(StatusCodes.Status400BadRequest, "not-valid", $"the body of {path} must be a JSON object with {Members<T>()} and nothing else (GET {Root}openapi.json says it in full)");
        else await act(call, body);
    }

    private static T? Parse<T>(ReadOnlySpan<byte> bytes)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(bytes, DeskJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Members<T>() => DeskJson.Options.GetTypeInfo(typeof(T)).Properties is { Count: > 0 } members
        ? string.Join(", ", members.Select(p => p.IsRequired ? p.Name : p.Name + " (optional)"))
        : "no members";
}
