namespace Edge.Agent.Kiosk.Voice;

/// <summary>A language as somebody spoke it, or only wrote it down: what its manifest says.</summary>
/// <param name="Language">Its code, which is its folder's name.</param>
/// <param name="Name">What its speakers call it.</param>
/// <param name="SpokenBy">Whose voice it is.</param>
/// <param name="Licence">On what terms it may be used.</param>
/// <param name="Prompts">By phrase.</param>
internal sealed record PromptPack(string Language, string? Name, string? SpokenBy, string? Licence, IReadOnlyDictionary<string, Prompt> Prompts);
