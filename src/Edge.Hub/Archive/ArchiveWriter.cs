using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Archive;

/// <summary>
/// Whoever writes to the archive takes a turn here, in the order of coming. The database has one writer at a time and lets the others poll for it, so that
/// beside ingest, which writes without a pause, an operator's command could wait without end. Nobody keeps a turn for longer than a fraction of a second: long work is done in pages.
/// </summary>
internal sealed class ArchiveWriter(IDbContextFactory<HubDb> databases, ArchivePlace place) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Whose rows were changed; told by whoever has committed.</summary>
    public ChangedBoards Changed { get; } = new();

    /// <summary>Waits for the turn; it ends when the result is disposed of. Not to be asked for by whoever has it.</summary>
    public async Task<IDisposable> TurnAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        return new Turn(_turn);
    }

    /// <summary>A context for one unit of work; reading needs no turn.</summary>
    public Task<HubDb> OpenAsync(CancellationToken cancellationToken) => databases.CreateDbContextAsync(cancellationToken);

    /// <summary>One change in one transaction and one turn.</summary>
    /// <exception cref="ArchiveGoneException">The archive is not where it was opened; nothing counts as changed.</exception>
    public async Task<T> ChangeAsync<T>(Func<HubDb, Task<T>> change, CancellationToken cancellationToken)
    {
        using var turn = await TurnAsync(cancellationToken);
        await using var db = await OpenAsync(cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var result = await change(db);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        place.Check();
        return result;
    }

    /// <inheritdoc cref="ArchivePlace.Check"/>
    public void CheckPlace() => place.Check();

    public void Dispose() => _turn.Dispose();

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        private int _given;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _given, 1) == 0) turn.Release();
        }
    }
}
