using Edge.SystemTests.Panel;

namespace Edge.SystemTests.Desk;

/// <summary>A browser that the desk's tests share; each test has a board of its own.</summary>
public sealed class DeskStage : IAsyncLifetime
{
    internal Browser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Browser = await Browser.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null) await Browser.DisposeAsync();
    }
}
