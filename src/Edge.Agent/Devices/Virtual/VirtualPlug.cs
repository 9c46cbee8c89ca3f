namespace Edge.Agent.Devices.Virtual;

/// <summary>One connection to a virtual device. Once unplugged it stays dead, as an open file of a USB device does.</summary>
internal sealed class VirtualPlug(VirtualPart part, CancellationToken unplugged)
{
    /// <summary>Fails where the device is gone by now.</summary>
    public void Check()
    {
        if (unplugged.IsCancellationRequested) throw part.Gone();
    }

    /// <summary>One call to the device: it takes its time, and breaks off when the plug is pulled.</summary>
    public Task CallAsync(CancellationToken cancellationToken) => UseAsync(part.DelayAsync, cancellationToken);

    /// <summary>Waits for something of the device, until the plug is pulled.</summary>
    public async Task<T> WaitAsync<T>(Func<CancellationToken, Task<T>> wait, CancellationToken cancellationToken)
    {
        var result = default(T);
        await UseAsync(async token => result = await wait(token), cancellationToken);
        return result!;
    }

    /// <summary>Does something with the device, until the plug is pulled.</summary>
    public async Task UseAsync(Func<CancellationToken, Task> use, CancellationToken cancellationToken)
    {
        Check();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, unplugged);
        try
        {
            await use(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw part.Gone();
        }
        Check();
    }
}
