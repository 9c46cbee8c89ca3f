using System.Security.Cryptography;
using Edge.Agent.Enrolment.Identify;
using Edge.Agent.Enrolment.Receipts;
using Edge.Agent.Identity;
using Edge.Agent.Identity.Officers;
using Edge.Agent.Storage;
using Edge.Contracts.Areas;
using Edge.Contracts.Signing;
using Edge.Contracts.Wire;

namespace Edge.Agent.Enrolment.Results;

/// <summary>What became of a record, told to whoever shows its receipt or the card, at any kiosk of the area and without network. It names nobody.</summary>
internal sealed class ResultBook(AreaStore area, AgentIdentity identity, DataFolder data)
{
    /// <summary>What a scanned code is answered with; null where it is neither a receipt nor a card.</summary>
    public Result? Find(string code)
    {
        if (code.StartsWith(ReceiptCode.Prefix, StringComparison.Ordinal)) return ReceiptCode.Read(code) is { } receipt && IsOurs(receipt) ? Of(receipt.RecordId) : Result.Forged;
        return CardQr.Read(code) is { Kind: CodeKind.Card or CodeKind.Number, Person.Number: { } number } && PersonalNumber.Read(number) is { } known ? Of(known.Text) : null;
    }

    // Signed by this board, now or before it got another key, or by a neighbour whom the hub names.
    private bool IsOurs(ReceiptCode receipt) => (receipt.Node == identity.Node && OwnKeys().Any(receipt.IsSignedBy))
        || (area.Area?.Boards.Where(b => b.Node == receipt.Node).SelectMany(b => b.Keys).Select(k => Key(k.Span)).OfType<VerifyingKey>().Any(receipt.IsSignedBy) ?? false);

    private IEnumerable<VerifyingKey> OwnKeys()
    {
        yield return identity.Key.Public;
        if (!Directory.Exists(data.Signers)) yield break;
        foreach (var file in Directory.GetFiles(data.Signers, "*.spki"))
        {
            if (Read(file) is { } bytes && Key(bytes) is { } key) yield return key;
        }
    }

    // A key that cannot be read now proves nothing about the receipt; a citizen at the scanner must not end the agent.
    private static byte[]? Read(string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static VerifyingKey? Key(ReadOnlySpan<byte> spki)
    {
        try
        {
            return new VerifyingKey(spki);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private Result Of(Guid record)
    {
        var id = record.ToByteArray(bigEndian: true);
        return Newest(a => a.RecordId.Span.SequenceEqual(id));
    }

    private Result Of(string number)
    {
        if (area.Answers is not { NumberKey.IsEmpty: false } answers) return Result.NotKnown;
        var digest = NumberDigest.Of(answers.NumberKey.Span, number);
        return Newest(a => a.NumberDigest.Span.SequenceEqual(digest));
    }

    private Result Newest(Func<RecordAnswer, bool> about) =>
        area.Answers?.Answers.Where(about).MaxBy(a => a.AtMs) is { } answer && Result.Known.Contains(answer.Result) ? new Result(answer.Result, answer.Reason) : Result.NotKnown;
}

/// <summary>What became of a record.</summary>
/// <param name="Id">not-known, accepted, active, ready, retake or forged: a phrase and a word on paper.</param>
/// <param name="Reason">Of a retake, as a name such as <c>fingers</c>; empty otherwise.</param>
internal sealed record Result(string Id, string Reason = "")
{
    public static Result NotKnown { get; } = new("not-known");

    public static Result Forged { get; } = new("forged");

    public static IReadOnlyList<string> Known { get; } = ["accepted", "active", "ready", "retake"];
}
