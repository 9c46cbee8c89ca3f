namespace Edge.Demo.Show;

/// <summary>Where the board is shown, from its making to its disposal.</summary>
internal interface IScreen : IAsyncDisposable
{
    /// <summary>A line that stays.</summary>
    void Say(string line);
}
