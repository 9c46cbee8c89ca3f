using Edge.Agent.Identity;
using Edge.Agent.Spool;
using Edge.Agent.Spool.Kept;
using Edge.Contracts;
using Edge.Contracts.Records;
using Edge.Contracts.Wire;

namespace Edge.Agent.Uplink.Transfer;

/// <summary>
/// Compares what this board keeps with what the hub has, whenever the hub speaks of another archive or another confirmed copy, or
/// a new trust file came (a receipt may have been believed whose key it revokes):
/// tells the kept numbers page by page, deletes what the hub signs as safe, sends again what it lost. Done only when all of it is, so a cut repeats it.
/// </summary>
internal sealed partial class KeptExchange(IKeptRecords kept, string node, TrustStore trust, ILogger logger)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Queue<List<KeptRange>> _pages = new();
    private ArchiveState _settled = kept.Settled;
    private ArchiveState? _target;
    private ulong _toldIn;
    private TimeSpan? _storeFailedAt;

    /// <summary>A page waits to be told; the next offer takes it along.</summary>
    public bool HasPage => _pages.Count > 0 && _toldIn == 0 && _storeFailedAt is null;

    /// <summary>On a new connection nothing told before is sure to be answered.</summary>
    public void ConnectionOpened() => _toldIn = 0;

    /// <summary>Adds the page that is to be told to an offer.</summary>
    public void AddTo(Offer offer)
    {
        // What is told while the store fails would be answered to nobody, and then count as answered.
        if (_storeFailedAt is not null || !_pages.TryPeek(out var page)) return;
        offer.Kept.Add(page);
        _toldIn = offer.Number;
    }

    /// <summary>Takes in what the hub says; true where records of kept/ were queued again.</summary>
    public bool Take(Have have, TimeSpan now)
    {
        // Nothing is deleted and nothing forgotten where the store fails; it is tried again in a minute, and records travel meanwhile.
        if (now - _storeFailedAt < Minute) return false;
        _storeFailedAt = null;
        try
        {
            return Compare(have);
        }
        catch (SpoolException e)
        {
            _storeFailedAt = now;
            _toldIn = 0;
            LogStoreFailed(e);
            return false;
        }
    }

    private bool Compare(Have have)
    {
        var safe = have.Safe.Select(s => Believed(s, have.ArchiveEpoch)).OfType<(SafeReceipt, SignedReceipt)>().ToList();
        if (safe.Count > 0) kept.LetGo(safe);
        var again = have.Missing.Count > 0 && kept.QueueAgain(Checked(have.Missing)) > 0;
        if (_toldIn > 0 && have.AnswersOffer >= _toldIn)
        {
            _pages.TryDequeue(out _);
            _toldIn = 0;
        }
        if (have.ArchiveEpoch > 0) Follow(new ArchiveState(have.ArchiveEpoch, have.ConfirmedBackup, trust.Current.Version));
        SettleIfDone();
        return again;
    }

    // Once every page is answered and the records the hub lost have their receipts.
    private void SettleIfDone()
    {
        if (_target is not { } done || _pages.Count > 0 || kept.QueuedAgain > 0) return;
        kept.Settled = _settled = done;
        _target = null;
        LogSettled(done.Epoch, done.ConfirmedBackup);
    }

    private void Follow(ArchiveState said)
    {
        if (said == (_target ?? _settled)) return;
        // First, so that a store that fails now is asked again later.
        var ranges = kept.KeptRanges();
        if (said.Epoch != (_target ?? _settled).Epoch && _settled != ArchiveState.None) LogOtherArchive(said.Epoch, _settled.Epoch);
        _target = said;
        _toldIn = 0;
        _pages.Clear();
        foreach (var page in KeptPages.Of(ranges)) _pages.Enqueue(page);
    }

    private (SafeReceipt, SignedReceipt)? Believed(SignedReceipt signed, ulong epoch)
    {
        try
        {
            var receipt = SafeReceipts.Verify(signed, node, trust.Current);
            return receipt.ArchiveEpoch == epoch && receipt.ArchiveEpoch >= _settled.Epoch
                ? (receipt, signed)
                : throw new MalformedException($"the safe receipt is of archive epoch {receipt.ArchiveEpoch}, the hub's is {epoch} and the last one settled {_settled.Epoch}");
        }
        catch (MalformedException e)
        {
            LogDisbelieved(e);
            return null;
        }
    }

    private List<KeptRange> Checked(IEnumerable<KeptRange> missing)
    {
        var good = new List<KeptRange>();
        foreach (var range in missing)
        {
            try
            {
                SequenceRanges.Check(range.ChainId, range.Ranges, Limits.KeptPage, "missing records");
                good.Add(range);
            }
            catch (MalformedException e)
            {
                LogMalformed(e);
            }
        }
        return good;
    }

    [LoggerMessage(LogLevel.Warning, "The hub's archive is another one (epoch {Epoch}, was {Before}): it was restored or begun anew; it is told what this board keeps")]
    private partial void LogOtherArchive(ulong epoch, ulong before);

    [LoggerMessage(LogLevel.Information, "The hub knows what this board keeps (archive epoch {Epoch}, confirmed copy {Copy})")]
    private partial void LogSettled(ulong epoch, ulong copy);

    [LoggerMessage(LogLevel.Error, "A safe receipt of the hub was not believed; nothing was deleted for it")]
    private partial void LogDisbelieved(Exception exception);

    [LoggerMessage(LogLevel.Error, "What this board keeps could not be compared with what the hub has; nothing is deleted, and it is tried again in a minute")]
    private partial void LogStoreFailed(Exception exception);

    [LoggerMessage(LogLevel.Warning, "The hub asked for records in a form that cannot be read; ignored")]
    private partial void LogMalformed(Exception exception);
}
