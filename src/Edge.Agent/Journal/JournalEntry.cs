using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Edge.Agent.Journal;

/// <summary>Something somebody did. It names officers, tickets and cases, and never a citizen.</summary>
/// <param name="Officer">The officer's id; <c>keypad</c> where nobody was signed in, <c>panel</c> for a citizen's button, <c>board</c> for what the board did by itself.</param>
/// <param name="Act">What it was, such as <c>called</c> or <c>case-finished</c>.</param>
/// <param name="Reference">The ticket or the case it is about; empty where it is about neither.</param>
internal sealed record JournalAct(string Officer, string Act, string Reference = "")
{
    public const string Keypad = "keypad";
    public const string Panel = "panel";
    public const string Board = "board";
}

/// <summary>An act as it stands in the chain.</summary>
/// <param name="Sequence">1, 2, 3 and so on.</param>
/// <param name="At">By the board's wall clock, to the millisecond.</param>
/// <param name="Clock">Whether that was to be believed: synchronised, unsynchronised or unknown.</param>
/// <param name="Act">Who did what.</param>
/// <param name="Previous">The digest of the entry before; of the chain's id for the first.</param>
internal sealed record JournalEntry(long Sequence, DateTimeOffset At, string Clock, JournalAct Act, byte[] Previous)
{
    /// <summary>SHA-256 over every field and the digest before it: an entry that is changed or left out breaks the chain.</summary>
    public byte[] Digest { get; init; } = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"edge/v1/journal\n{Sequence}\n{At.ToUnixTimeMilliseconds()}\n{Clock}\n{Act.Officer}\n{Act.Act}\n{Act.Reference}\n{Convert.ToHexStringLower(Previous)}")));

    /// <summary>Whether the digest is that of the fields.</summary>
    public bool IsSound => Digest.AsSpan().SequenceEqual(new JournalEntry(Sequence, At, Clock, Act, Previous).Digest);
}
