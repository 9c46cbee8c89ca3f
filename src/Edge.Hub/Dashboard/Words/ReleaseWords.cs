using Edge.Contracts.Shown;
using Edge.Hub.Releases;

namespace Edge.Hub.Dashboard.Words;

/// <summary>How far a board has got with the release it is offered.</summary>
internal static class ReleaseWords
{
    private static readonly Dictionary<ReleaseState, Text> States = new()
    {
        [ReleaseState.Waiting] = new("được giao bản {0}: chưa bắt đầu tải", "is offered release {0}: not begun yet"),
        [ReleaseState.Pulling] = new("được giao bản {0}: đã tải {1} %", "is offered release {0}: {1} % is there"),
        [ReleaseState.Staged] = new("được giao bản {0}: đã tải đủ, sẽ cài khi bàn trống", "is offered release {0}: it is there, and is installed when nobody is at the desk"),
        [ReleaseState.Runs] = new("được giao bản {0}: đang chạy", "is offered release {0}: it runs"),
        [ReleaseState.Refused] = new("không nhận bản {0}: {2}", "would not take release {0}: {2}"),
        [ReleaseState.Held] = new("được giao bản {0}, hiện chưa tải: {2}", "is offered release {0} and does not pull it now: {2}"),
        [ReleaseState.NoFile] = new("được giao bản {0}, nhưng trung tâm không có tệp nào hợp với điểm này", "is offered release {0}, of which no file is for this board"),
        [ReleaseState.Unable] = new("được giao bản {0}, nhưng chương trình ở điểm quá cũ để tự tải", "is offered release {0}; its program is too old to pull one"),
    };

    public static string Of(BoardRelease offered, Tongue tongue) => tongue.Of(States[offered.State], PlainText.Of(offered.Version), tongue.Number(offered.Percent), PlainText.Of(offered.Why));
}
