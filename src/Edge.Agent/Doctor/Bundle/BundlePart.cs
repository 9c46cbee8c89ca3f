namespace Edge.Agent.Doctor.Bundle;

/// <summary>One file of a bundle, and what makes it.</summary>
/// <param name="Write">Its content; throws where the board cannot tell.</param>
internal sealed record BundlePart(string Name, Func<CancellationToken, Task<string>> Write);
