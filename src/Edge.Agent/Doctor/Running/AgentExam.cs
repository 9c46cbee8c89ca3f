using System.Text.Json;
using Edge.Agent.Storage;
using Edge.Hosting;

namespace Edge.Agent.Doctor.Running;

/// <summary>Tells how the agent is, by what became of the question.</summary>
internal static class AgentExam
{
    private static readonly Said Restart = new(
        "xem nhật ký: journalctl -u edge-agent -n 50; rồi khởi động lại: systemctl restart edge-agent (hồ sơ đã nhận không mất)",
        "read its log: journalctl -u edge-agent -n 50; then systemctl restart edge-agent (accepted records are safe)");

    public static Finding Judge(AgentAnswer answer, DataFolder data, TimeSpan patience) => answer.State switch
    {
        AgentState.Answers => Running(answer.Status!.Value),
        AgentState.NotRunning => Subject.Agent.Fault($"không chạy trên {data.Root}: không ai nghe ở {data.Socket}", $"none is running on {data.Root}: nobody listens at {data.Socket}",
            new("khởi động: systemctl start edge-agent; nếu lại tắt, xem journalctl -u edge-agent -n 50", "start it: systemctl start edge-agent; if it ends again, read journalctl -u edge-agent -n 50")),
        AgentState.Starting => Subject.Agent.Attention($"tiến trình {answer.Peer!.Pid} đang giữ thư mục dữ liệu mà chưa nghe: đang khởi động hoặc đang tắt", $"process {answer.Peer.Pid} holds the data folder and does not listen yet: it is starting or stopping",
            new("chờ một phút rồi chạy lại", "wait a minute and run this again")),
        AgentState.NoPermission => Subject.Agent.Attention($"không rõ: tài khoản {Environment.UserName} không được phép hỏi nó ở {data.Socket}", $"not known: user {Environment.UserName} has no permission to ask it at {data.Socket}", Reach.AsOther(data)),
        AgentState.Stopped => Subject.Agent.Fault($"tiến trình {answer.Peer!.Pid} đang bị dừng (SIGSTOP) nên không trả lời", $"process {answer.Peer.Pid} is stopped (SIGSTOP), so it answers nothing",
            new($"cho chạy tiếp: kill -CONT {answer.Peer.Pid}, hoặc systemctl restart edge-agent", $"let it go on: kill -CONT {answer.Peer.Pid}, or systemctl restart edge-agent")),
        AgentState.Silent => Subject.Agent.Fault($"{Process(answer, "tiến trình")} đang chạy nhưng không trả lời trong {patience.TotalSeconds:0} giây", $"{Process(answer, "process")} runs and did not answer within {patience.TotalSeconds:0} s", Restart),
        _ => Subject.Agent.Fault("đang chạy nhưng trả lời có lỗi", "it runs and answers with an error", Restart, answer.Detail),
    };

    /// <summary>Of one that answered.</summary>
    public static Finding Running(JsonElement status)
    {
        var (version, up) = (Text(status, "version"), TimeSpan.FromSeconds(status.TryGetProperty("uptimeSeconds", out var seconds) ? seconds.GetInt64() : 0));
        if (status.TryGetProperty("lastRun", out var last) && Bad(Text(last, "ended")) is { } why)
        {
            return Subject.Agent.Attention($"đang chạy, bản {version}, đã {up:d\\.hh\\:mm\\:ss}; lần trước {why.Vi}", $"runs, version {version}, up {up:d\\.hh\\:mm\\:ss}; the last run {why.En}",
                new("nếu lặp lại: edge-agent support-bundle và gửi cho người hỗ trợ (hồ sơ đã nhận không mất)", "if that comes again: edge-agent support-bundle, and send it to whoever helps (accepted records are safe)"));
        }
        return Subject.Agent.Ok($"đang chạy, bản {version}, đã {up:d\\.hh\\:mm\\:ss}", $"runs, version {version}, up {up:d\\.hh\\:mm\\:ss}");
    }

    // A stop in order and a power cut are a board's life.
    private static Said? Bad(string end) => end switch
    {
        "watchdog" => new("bị treo, hệ thống đã tự khởi động lại", "hung, and the watchdog ended it"),
        "memory" => new("bị dừng vì hết bộ nhớ", "was ended for want of memory"),
        "crash" => new("tự dừng vì lỗi", "ended by a fault"),
        _ => null,
    };

    private static string Process(AgentAnswer answer, string word) => answer.Peer is { } peer ? $"{word} {peer.Pid}" : word;

    private static string Text(JsonElement status, string member) => status.TryGetProperty(member, out var text) ? text.ToString() : "?";
}
