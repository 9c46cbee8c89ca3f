using System.Collections.Concurrent;
using Edge.Agent.Devices;
using Edge.Agent.Devices.Codes;

namespace Edge.Lab.Drivers;

/// <summary>Reads a keyboard all the time, as the agent does: the kernel keeps some ten keys only.</summary>
internal sealed class Listened<T> : IDisposable
{
    private readonly BlockingCollection<T> _heard = [];
    private readonly CancellationTokenSource _end = new();
    private readonly Task _listening;
    private DeviceException? _gone;

    public Listened(Func<CancellationToken, Task<T>> next) => _listening = Task.Factory.StartNew(() =>
    {
        try
        {
            while (true) _heard.Add(next(_end.Token).GetAwaiter().GetResult());
        }
        catch (Exception e) when (e is DeviceException or OperationCanceledException)
        {
            _gone = e as DeviceException;
            _heard.CompleteAdding();
        }
    }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public Task<T> NextAsync(CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult(_heard.Take(cancellationToken));
        }
        catch (InvalidOperationException)
        {
            throw _gone!;
        }
    }

    public void Dispose()
    {
        _end.Cancel();
        _listening.Wait(TimeSpan.FromSeconds(5), CancellationToken.None);
        _end.Dispose();
        _heard.Dispose();
    }
}

internal sealed class ListenedScanner(ICodeReader scanner) : ICodeReader
{
    private readonly Listened<string> _listened = new(scanner.NextAsync);

    public Task<string> NextAsync(CancellationToken cancellationToken) => _listened.NextAsync(cancellationToken);

    public void Dispose()
    {
        _listened.Dispose();
        scanner.Dispose();
    }
}

internal sealed class ListenedKeypad(IKeypad keypad) : IKeypad
{
    private readonly Listened<KeypadKey> _listened = new(keypad.NextAsync);

    public Task<KeypadKey> NextAsync(CancellationToken cancellationToken) => _listened.NextAsync(cancellationToken);

    public void Dispose()
    {
        _listened.Dispose();
        keypad.Dispose();
    }
}
