using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Edge.Agent.Identity.Officers;
using Edge.Hosting.Waiting;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Desk.Sessions;

/// <summary>Who may use the desk now: one session, in memory only, known by a random token of which nothing but a digest is here.</summary>
internal sealed class DeskSessions(OfficerDuty duty, IOptions<DeskOptions> options, TimeProvider time)
{
    private const int TokenBytes = 32;
    private readonly Lock _gate = new();
    private readonly Signal _changed = new();
    private Session? _current;

    /// <summary>Completes when a session next begins or ends, after the call.</summary>
    public Task Changed => _changed.Next;

    /// <summary>Begins one for whoever has just signed in; any other ends.</summary>
    public string Begin(SignedIn officer)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        lock (_gate) _current = new Session(Digest(token), officer, time.GetTimestamp());
        _changed.Set();
        return token;
    }

    /// <summary>Whose session that is; null where it is none any more.</summary>
    /// <param name="token">What the client shows.</param>
    /// <param name="isAct">Whether this is something that the officer does, and not the page by itself.</param>
    public SignedIn? Find(string? token, bool isAct)
    {
        if (string.IsNullOrEmpty(token)) return null;
        lock (_gate)
        {
            if (Valid() is not { } session || !CryptographicOperations.FixedTimeEquals(session.Digest, Digest(token))) return null;
            if (isAct) _current = session with { LastAct = time.GetTimestamp() };
            return session.Officer;
        }
    }

    /// <summary>Somebody is at work at the desk.</summary>
    public void Touch()
    {
        lock (_gate) _current = _current is { } session ? session with { LastAct = time.GetTimestamp() } : null;
    }

    /// <summary>How long until the desk locks by itself; null where nobody is signed in.</summary>
    public TimeSpan? Left()
    {
        lock (_gate) return _current is { } session ? options.Value.IdleLock - time.GetElapsedTime(session.LastAct) : null;
    }

    /// <summary>Ends the session and signs the officer out.</summary>
    public void End()
    {
        lock (_gate)
        {
            if (_current is null) return;
            _current = null;
        }
        duty.SignOut();
        _changed.Set();
    }

    // Over time it is over, also before anybody has looked at the clock; and so it is for an officer whom the hub has locked.
    private Session? Valid() => _current is { } session && ReferenceEquals(duty.Current, session.Officer) && time.GetElapsedTime(session.LastAct) < options.Value.IdleLock ? session : null;

    private static byte[] Digest(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private sealed record Session(byte[] Digest, SignedIn Officer, long LastAct);
}
