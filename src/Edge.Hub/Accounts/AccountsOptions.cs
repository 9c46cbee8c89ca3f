using System.ComponentModel.DataAnnotations;

namespace Edge.Hub.Accounts;

/// <summary>How often people and programs may knock.</summary>
internal sealed class AccountsOptions
{
    public const string Section = "Accounts";

    /// <summary>Attempts to sign in that one address has in a minute; further ones are refused unread.</summary>
    [Range(1, 10_000)]
    public int SignInsPerMinute { get; init; } = 20;

    /// <summary>Attempts to sign in that all browsers have together in a minute which have not signed that user in before.</summary>
    [Range(1, 100_000)]
    public int SignInsPerMinuteOverall { get; init; } = 120;

    /// <summary>Tokens that are not good that one address may show in a minute; further ones are refused unread.</summary>
    [Range(1, 100_000)]
    public int BadTokensPerMinute { get; init; } = 60;

    /// <summary>Requests to the API that one user or token has in a minute.</summary>
    [Range(1, 1_000_000)]
    public int RequestsPerMinute { get; init; } = 600;
}
