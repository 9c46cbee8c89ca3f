using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Edge.Agent.Tests.Support;

/// <summary>Keeps what was logged.</summary>
internal sealed class LogList : ILogger, ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = new();

    /// <summary>Called with each line, before whoever logs it goes on.</summary>
    public Action<string> Hearing { get; set; } = _ => { };

    public IEnumerable<string> All => _lines.Select(l => l.Text);

    public IEnumerable<string> At(LogLevel level) => _lines.Where(l => l.Level >= level).Select(l => l.Text);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var text = $"{formatter(state, exception)} {exception}";
        _lines.Enqueue((logLevel, text));
        Hearing(text);
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public ILogger CreateLogger(string categoryName) => this;

    public void Dispose()
    {
    }
}
