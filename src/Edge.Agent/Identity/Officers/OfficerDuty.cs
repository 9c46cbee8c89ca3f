using System.Security.Cryptography;
using Edge.Contracts;
using Edge.Contracts.Areas;
using Edge.Contracts.Wire;
using Edge.Hosting.Waiting;
using Microsoft.Data.Sqlite;

namespace Edge.Agent.Identity.Officers;

/// <summary>Who works at this board now. One officer at a time; whoever signs in takes over. It works without network: the list is here.</summary>
internal sealed partial class OfficerDuty(AreaStore store, PinTries tries, TimeProvider time, ILogger<OfficerDuty> logger, IEnumerable<DutyWatch>? watches = null)
{
    private readonly Signal _changed = new();
    private readonly Lock _gate = new();
    private volatile SignedIn? _current;

    /// <summary>Null where nobody is signed in, or the desk is locked, or the hub has locked the officer since.</summary>
    public SignedIn? Current => _current is { } officer && Problem(Find(officer.Id)) is null ? officer : null;

    /// <summary>Completes at the next signing in or out after the call.</summary>
    public Task Changed => _changed.Next;

    /// <summary>Those who may sign in here, by the list of the hub.</summary>
    public IReadOnlyList<OfficerName> Officers =>
        [.. (store.Area?.Officers ?? []).Where(o => Problem(o) is null).Select(o => new OfficerName(o.Id, o.Name)).OrderBy(o => LatinText.Plain(o.Name), StringComparer.OrdinalIgnoreCase)];

    /// <summary>Signs in; takes as long as the PIN's iterations do.</summary>
    public SignInAnswer SignIn(string officer, string pin)
    {
        lock (_gate)
        {
            var answer = Try(officer, pin);
            if (answer.Officer is null) return answer;
            if (_current is { } before)
            {
                before.Dispose();
                Tell(before.Id, DutyAct.SignedOut);
            }
            _current = answer.Officer;
            LogSignedIn(officer);
            Tell(officer, DutyAct.SignedIn);
            _changed.Set();
            return answer;
        }
    }

    /// <summary>Checks a second officer's PIN; nobody is signed in by it, and the caller disposes what it gets.</summary>
    public SignInAnswer Vouch(string officer, string pin)
    {
        lock (_gate) return officer == _current?.Id ? new SignInAnswer(null, "same") : Try(officer, pin);
    }

    /// <summary>Nobody is signed in any more.</summary>
    public void SignOut()
    {
        lock (_gate)
        {
            if (_current is not { } officer) return;
            officer.Dispose();
            _current = null;
            LogSignedOut(officer.Id);
            Tell(officer.Id, DutyAct.SignedOut);
        }
        _changed.Set();
    }

    private SignInAnswer Try(string id, string pin)
    {
        if (store.Area is not { } area) return new SignInAnswer(null, "no-list");
        if (Find(id) is not { } officer) return new SignInAnswer(null, "unknown");
        if (Problem(officer) is { } problem) return new SignInAnswer(null, problem);
        if (tries.Wait(id) is { Ticks: > 0 } wait) return new SignInAnswer(null, "locked-out", wait);
        if (Begin(id) is not { } count) return new SignInAnswer(null, "store-failed");
        if (Open(area, officer, pin) is { } key)
        {
            Right(id);
            return new SignInAnswer(new SignedIn(id, officer.Name, key));
        }
        LogWrong(id, count);
        Tell(id, count >= PinTries.Most ? DutyAct.LockedOut : DutyAct.WrongPin);
        return count >= PinTries.Most ? new SignInAnswer(null, "locked-out", PinTries.LockFor) : new SignInAnswer(null, "wrong") { Left = PinTries.Most - count };
    }

    // Without a count that is durable no PIN is looked at: a full disk must not make guessing free.
    private int? Begin(string id)
    {
        try
        {
            return tries.Begin(id);
        }
        catch (SqliteException e)
        {
            LogNotCounted(e.Message);
            return null;
        }
    }

    private void Right(string id)
    {
        try
        {
            tries.Right(id);
        }
        catch (SqliteException e)
        {
            // The right PIN is right all the same; the count goes on from where it was.
            LogNotCounted(e.Message);
        }
    }

    private ECDiffieHellman? Open(AreaFile area, AreaOfficer officer, string pin)
    {
        using var key = OfficerPin.Open(officer, pin);
        if (key is null) return null;
        try
        {
            return AreaSeal.Unwrap(officer.WrappedAreaKey.Span, key, area.Area, officer.Id);
        }
        catch (CryptographicException e)
        {
            LogNoAreaKey(officer.Id, e.Message);
            return null;
        }
    }

    private void Tell(string officer, DutyAct act)
    {
        foreach (var watch in watches ?? []) watch.Saw(officer, act);
    }

    private AreaOfficer? Find(string id) => store.Area?.Officers.FirstOrDefault(o => o.Id == id);

    private string? Problem(AreaOfficer? officer) => officer switch
    {
        null => "unknown",
        { Locked: true } => "locked",
        { ExpiresAtMs: > 0 } when time.GetUtcNow().ToUnixTimeMilliseconds() > officer.ExpiresAtMs => "expired",
        _ => null,
    };

    [LoggerMessage(LogLevel.Information, "Officer {Officer} signed in")]
    private partial void LogSignedIn(string officer);

    [LoggerMessage(LogLevel.Information, "Officer {Officer} signed out")]
    private partial void LogSignedOut(string officer);

    [LoggerMessage(LogLevel.Warning, "A wrong PIN for officer {Officer}, {Count} in a row; after 5 none is tried for 15 minutes")]
    private partial void LogWrong(string officer, int count);

    [LoggerMessage(LogLevel.Error, "Tries of PINs could not be counted: {Reason}. Make room on the disk, or restart the agent")]
    private partial void LogNotCounted(string reason);

    [LoggerMessage(LogLevel.Error, "The PIN of officer {Officer} is right, and the area's key does not open with it ({Reason}); 'edge-hub officer pin {Officer}' makes both anew")]
    private partial void LogNoAreaKey(string officer, string reason);
}

/// <summary>An officer of the list.</summary>
internal sealed record OfficerName(string Id, string Name);

/// <summary>What became of a sign-in.</summary>
/// <param name="Officer">Who is signed in; null where it was refused.</param>
/// <param name="Refusal">wrong, locked-out, locked, expired, unknown, no-list, store-failed, same (of a second officer); null where it was not.</param>
/// <param name="Wait">With locked-out: how long no PIN is tried.</param>
internal sealed record SignInAnswer(SignedIn? Officer, string? Refusal = null, TimeSpan? Wait = null)
{
    /// <summary>With wrong: how many more are tried.</summary>
    public int? Left { get; init; }
}
