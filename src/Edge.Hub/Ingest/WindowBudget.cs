using Edge.Contracts.Wire;

namespace Edge.Hub.Ingest;

/// <summary>Shares the broker's queue among the boards that are talking: the sum of all grants stays under it.</summary>
internal sealed class WindowBudget(IngestOptions options)
{
    // One chunk at a time is what a board needs to make progress at all.
    private const int LeastBytes = 16 * 1024;
    private const int LeastChunks = 1;

    public Window Grant(int talkingBoards)
    {
        var boards = Math.Max(1, talkingBoards);
        return new Window
        {
            Bytes = (ulong)Math.Clamp(options.WindowBytes / boards, LeastBytes, options.BoardWindowBytes),
            Chunks = (uint)Math.Clamp(options.WindowChunks / boards, LeastChunks, options.BoardWindowChunks),
        };
    }
}
