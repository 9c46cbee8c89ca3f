using Microsoft.Extensions.Options;

namespace Edge.Agent.Custody.Intake;

/// <summary>Lets a few submissions in at a time, so that memory stays bounded whatever the clients do.</summary>
internal sealed class IntakeGate(IOptions<LocalApiOptions> options) : IDisposable
{
    private readonly LocalApiOptions _options = options.Value;
    private readonly SemaphoreSlim _slots = new(options.Value.Concurrent);
    private int _waiting;

    /// <summary>True once it is this submission's turn; false where too many wait already, or it waited too long.</summary>
    public async Task<bool> EnterAsync(CancellationToken cancellationToken)
    {
        if (_slots.Wait(0, CancellationToken.None)) return true;
        if (Interlocked.Increment(ref _waiting) > _options.Waiting)
        {
            Interlocked.Decrement(ref _waiting);
            return false;
        }
        try
        {
            return await _slots.WaitAsync(_options.MaxWait, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    public void Leave() => _slots.Release();

    public void Dispose() => _slots.Dispose();
}
