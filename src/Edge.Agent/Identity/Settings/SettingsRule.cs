using Edge.Contracts.Wire;

namespace Edge.Agent.Identity.Settings;

/// <summary>What a feature asks of settings before this board takes them. Register one for each part of them that can be wrong.</summary>
/// <param name="Problems">What is wrong, in words; none where all is right.</param>
internal sealed record SettingsRule(Func<SettingsFile, IEnumerable<string>> Problems);
