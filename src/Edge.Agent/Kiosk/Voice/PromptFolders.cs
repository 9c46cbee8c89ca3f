namespace Edge.Agent.Kiosk.Voice;

/// <summary>Where packs stand. The first that has a phrase is heard.</summary>
/// <param name="Recorded">What people of the place recorded.</param>
/// <param name="Came">What came with the agent.</param>
internal sealed record PromptFolders(string Recorded, string Came)
{
    public static string Shipped { get; } = Path.Combine(AppContext.BaseDirectory, "prompts");

    public IReadOnlyList<string> InOrder => [Recorded, Came];
}
