using Edge.Contracts.Wire;

namespace Edge.Hub.Ingest;

/// <summary>Shares the broker's queue among the boards that are talking: the sum of all grants stays under it.</summary>
internal sealed class WindowBudget(IngestOptions options)
{
    // What a board needs to make progress at all.
    private const int LeastBytes = 64 * 1024;
    private const int LeastChunks = 4;

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
