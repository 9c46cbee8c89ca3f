namespace Edge.Contracts.Signing;

/// <summary>The registry's public key, which records are sealed to.</summary>
public sealed record RegistryKey(string Id, ReadOnlyMemory<byte> Spki);
