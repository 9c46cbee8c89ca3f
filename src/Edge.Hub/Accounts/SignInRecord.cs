using System.Globalization;
using Edge.Hub.Audit;
using Counts = System.Collections.Generic.Dictionary<(string Act, string Name), System.Collections.Generic.SortedDictionary<string, int>>;

namespace Edge.Hub.Accounts;

/// <summary>Puts refused attempts to sign in on record: counted, and written once a minute, so that a thousand of them are a few lines.</summary>
internal sealed partial class SignInRecord(AuditLog audit, TimeProvider time, ILogger<SignInRecord> logger) : BackgroundService
{
    // Names of users and tokens that are there; whoever knows more of them than this adds nothing to the disk.
    private const int MostNames = 50;

    private const string Others = "unknown";

    private static readonly TimeSpan Pace = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private Counts _counts = [];

    /// <param name="user">Null where no such user is there: what was typed may be somebody's password, and is not kept.</param>
    /// <param name="problem">Why it was refused.</param>
    public void Refused(string? user, SignInProblem problem) =>
        Count("sign-in-refused", user, problem switch { SignInProblem.Wrong => "wrong", SignInProblem.Locked => "while locked out", _ => "too many at once" });

    /// <param name="token">Null where no such token is there.</param>
    /// <param name="why">Why it was refused, in one of a few words.</param>
    public void TokenRefused(string? token, string why) => Count("token-refused", token, why);

    /// <summary>Writes what was counted.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        Counts counted;
        lock (_gate)
        {
            if (_counts.Count == 0) return;
            (counted, _counts) = (_counts, []);
        }
        foreach (var ((act, name), counts) in counted)
        {
            await audit.NoteAsync(Actor.Hub, act, name, string.Join(", ", counts.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Value} {c.Key}"))), cancellationToken);
            LogRefused(counts.Values.Sum());
        }
    }

    private void Count(string act, string? known, string why)
    {
        lock (_gate)
        {
            var name = known is null || (_counts.Count >= MostNames && !_counts.ContainsKey((act, known))) ? Others : known;
            if (!_counts.TryGetValue((act, name), out var counts)) _counts[(act, name)] = counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
            counts[why] = counts.GetValueOrDefault(why) + 1;
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryFlushAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await TryFlushAsync(stoppingToken);
    }

    private async Task TryFlushAsync(CancellationToken cancellationToken)
    {
        try
        {
            await FlushAsync(cancellationToken);
        }
        catch (Exception e) when (e is Microsoft.EntityFrameworkCore.DbUpdateException or System.Data.Common.DbException)
        {
            LogLost(e.GetBaseException().Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Count} attempts to sign in, by password or token, were refused within a minute; 'edge-hub audit list' tells of whom")]
    private partial void LogRefused(int count);

    [LoggerMessage(LogLevel.Error, "Refused attempts to sign in could not be written to the audit: {Reason}")]
    private partial void LogLost(string reason);
}

/// <summary>Why somebody was not signed in.</summary>
internal enum SignInProblem
{
    /// <summary>No such user, or a wrong password: the two look alike.</summary>
    Wrong,

    /// <summary>Too many wrong passwords; none is looked at for a while.</summary>
    Locked,

    /// <summary>Too many attempts from this address, or at once.</summary>
    Busy,
}
