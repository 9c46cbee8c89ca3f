using System.Security.Cryptography;
using Edge.Agent.Identity.Provisioning;
using Edge.Agent.Kiosk.Show;
using Edge.Agent.Uplink;
using Edge.Hosting.Linux;
using Edge.Hosting.Waiting;

namespace Edge.Agent.Commissioning;

/// <summary>Provisions by the file that waits, at once or when there is a link. Every step may be cut and done again: the board is who it was until the new identity is whole.</summary>
internal sealed partial class StickWork(StickFolder folder, StickRules rules, Provisioner provisioner, StickTeller teller, ILinkWatch link, TimeProvider time, ILogger<StickWork> logger)
{
    // What a link's coming does not tell, such as a hub that is up again.
    private static readonly TimeSpan First = TimeSpan.FromSeconds(10), Longest = TimeSpan.FromMinutes(10);

    private readonly Signal _arrived = new();
    private volatile bool _fresh;

    /// <summary>What whoever read a stick has to say: a new file waits, or why none does.</summary>
    /// <param name="fresh">False where the same file waited already, so that nobody is told again.</param>
    public void Hear(StickVerdict verdict, bool fresh)
    {
        if (!verdict.IsTaken)
        {
            // A stick that was left in is read again at every start.
            if (verdict.State == StickState.Done) teller.Show(StickState.Done);
            else teller.Tell(verdict.State, verdict.Why);
            return;
        }
        if (fresh) _fresh = true;
        teller.Show(StickState.Working);
        _arrived.Set();
    }

    /// <summary>Completes when the board is provisioned by a stick; where <paramref name="stay"/> is false also when nothing waits any more.</summary>
    public async Task<StickState> RunAsync(bool stay, CancellationToken cancellationToken)
    {
        var wait = First;
        while (true)
        {
            var (arrived, changed) = (_arrived.Next, link.Changed);
            var state = await StepAsync(cancellationToken);
            if (state == StickState.Done || state != StickState.Waiting && !stay) return state;
            // A link changes nothing where nothing waits for one.
            var woken = state == StickState.Waiting ? await time.WaitAnyAsync(wait, cancellationToken, arrived, changed) : await time.WaitAnyAsync(Timeout.InfiniteTimeSpan, cancellationToken, arrived);
            wait = woken ? First : wait * 2 < Longest ? wait * 2 : Longest;
        }
    }

    /// <summary>One try with what waits.</summary>
    internal async Task<StickState> StepAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (folder.Read() is not { } text) return StickState.None;
            // The board may have become somebody since.
            var verdict = rules.Judge(text);
            if (!verdict.IsTaken)
            {
                // Done already: a cut came before it was cleared away, and whoever runs now has begun with what it brought.
                End(verdict.State, verdict.Why);
                return StickState.None;
            }
            var node = await provisioner.ProvisionAsync(text, replace: false, cancellationToken);
            return End(StickState.Done, $"board {node} · root key {Provisioner.RootOf(text)}");
        }
        catch (ProvisioningException e) when (e.Passes)
        {
            if (_fresh) teller.Tell(StickState.Waiting, e.Message);
            else teller.Show(StickState.Waiting);
            _fresh = false;
            return StickState.Waiting;
        }
        // Bytes of a stranger, or a damaged key: whatever they are, the agent goes on.
        catch (Exception e) when (e is ProvisioningException or IOException or UnauthorizedAccessException or CryptographicException or ArgumentException or FormatException)
        {
            return End(StickState.Failed, e.Message);
        }
    }

    // Said first: what is said twice after a cut does no harm, and what is never said leaves people with a stick in their hand.
    private StickState End(StickState state, string? why)
    {
        teller.Tell(state, why);
        _fresh = false;
        try
        {
            folder.Clear();
        }
        catch (DiskException e)
        {
            LogNotCleared(Reason.Of(e));
        }
        return state;
    }

    [LoggerMessage(LogLevel.Warning, "A stick's file that has done its work could not be deleted, and is looked at again at the next start: {Reason}")]
    private partial void LogNotCleared(string reason);
}
