using Edge.Agent.Update.Install;

namespace Edge.Agent.Doctor.Machine;

/// <summary>How the last release ended: whoever brought it wants to know why it does not run.</summary>
internal static class UpdateExam
{
    public static Finding Look(InstallFolder folder) => Judge(InstallState.Now(folder), folder.Runs());

    /// <param name="runs">The release that is current; null for the package's program.</param>
    public static Finding Judge(InstallState state, string? runs)
    {
        var (vi, en) = runs is null ? ("chạy chương trình của gói", "the package's program runs") : ($"chạy bản {runs}", $"release {runs} runs");
        if (state.Trial is { } trial) return Subject.Update.Attention($"đang thử bản {trial.Version}", $"release {trial.Version} is on trial", new("chờ vài phút rồi xem lại: edge-agent release show", "wait some minutes, then look again: edge-agent release show"));
        return state.Last switch
        {
            { Result: ReleaseResult.TakenBack } last => Subject.Update.Attention($"{vi}; bản {last.Version} không khoẻ nên đã trở về bản cũ", $"{en}; release {last.Version} was not healthy and was taken back", new("báo trung tâm; chờ bản phát hành khác", "tell the hub's operator; wait for another release"), last.Reason),
            { Result: ReleaseResult.Refused } last => Subject.Update.Attention($"{vi}; một bản phát hành bị từ chối", $"{en}; a release was refused", new("xem lý do bên dưới; chép lại tệp nếu nó hỏng trên đường", "see the reason below; copy the file again if it was damaged on its way"), last.Reason),
            { Result: ReleaseResult.Interrupted } last => Subject.Update.Attention($"{vi}; bản {last.Version} chưa cài xong, sẽ tự thử lại", $"{en}; release {last.Version} was interrupted and is tried again by itself", null, last.Reason),
            _ => Subject.Update.Ok(vi, en),
        };
    }
}
