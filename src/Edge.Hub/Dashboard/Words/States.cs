using System.Collections.Immutable;
using Edge.Hub.Views.Fleet;

namespace Edge.Hub.Dashboard.Words;

/// <summary>How boards are, and what is wrong with them.</summary>
internal static class States
{
    /// <summary>In the order in which they are looked at: the worst first.</summary>
    public static readonly ImmutableArray<BoardState> Worst = [BoardState.Attention, BoardState.Silent, BoardState.OfflineAsUsual, BoardState.Healthy, BoardState.Unheard, BoardState.Locked];

    public static Text Name(BoardState state) => state switch
    {
        BoardState.Healthy => new("Hoạt động tốt", "Healthy"),
        BoardState.OfflineAsUsual => new("Ngoại tuyến như thường lệ", "Offline as usual"),
        BoardState.Silent => new("Im lặng bất thường", "Silent beyond habit"),
        BoardState.Attention => new("Cần chú ý", "Needs attention"),
        BoardState.Locked => new("Đã khoá", "Locked"),
        _ => new("Chưa liên lạc", "Never heard"),
    };

    /// <summary>The class that draws it; sign and word carry the meaning, colour only repeats it.</summary>
    public static string Kind(BoardState state) => state switch
    {
        BoardState.Healthy => "well",
        BoardState.OfflineAsUsual => "away",
        BoardState.Silent => "silent",
        BoardState.Attention => "look",
        BoardState.Locked => "locked",
        _ => "new",
    };

    public static int Rank(BoardState state) => Worst.IndexOf(state);
}
