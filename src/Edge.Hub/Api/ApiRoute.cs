namespace Edge.Hub.Api;

/// <summary>One line of the API: what may be asked, and who may ask.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Path">Under <c>/api/v1/</c>.</param>
/// <param name="Right">Of <see cref="Accounts.Rights"/>.</param>
/// <param name="Summary">What it does, for the document.</param>
/// <param name="Answer">What it answers with.</param>
/// <param name="Work">Does it.</param>
internal sealed record ApiRoute(string Method, string Path, string Right, string Summary, Type Answer, Delegate Work)
{
    /// <summary>Most bytes of a file that is sent; 0 where none is.</summary>
    public int FileBytes { get; init; }

    public static ApiRoute Get<T>(string path, string right, string summary, Delegate work) => new(HttpMethods.Get, path, right, summary, typeof(T), work);

    public static ApiRoute Post<T>(string path, string right, string summary, Delegate work) => new(HttpMethods.Post, path, right, summary, typeof(T), work);
}
