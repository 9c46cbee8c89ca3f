namespace Edge.Hub.Boards;

/// <summary>A one-time secret, said once.</summary>
/// <param name="Replaces">True where the board's name was known before: this admits a replacement.</param>
internal sealed record NewSecret(string Id, string Secret, DateTimeOffset ExpiresAt, bool Replaces);
