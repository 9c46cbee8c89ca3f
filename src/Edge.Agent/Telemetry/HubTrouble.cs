using Edge.Hosting;

namespace Edge.Agent.Telemetry;

/// <summary>Why the hub was not reached, by what the dial said.</summary>
internal static class HubTrouble
{
    private static readonly (string[] Signs, Said Reason, Said Act)[] Known =
    [
        (["revoked"], new("trung tâm đã khoá chứng thư của máy này", "the hub has revoked this board's certificate"),
            new("hỏi người trực trung tâm vì sao (edge-hub node show); muốn dùng lại phải cấp phát lại với --replace", "ask the hub's operator why (edge-hub node show); to use it again it must be provisioned again with --replace")),
        (["not authorised", "bad user name", "does not accept the client id"], new("trung tâm từ chối máy này", "the hub refuses this board"), new("hỏi người trực trung tâm (edge-hub node show)", "ask the hub's operator (edge-hub node show)")),
        (["certificate is refused", "does not speak TLS", "is not the hub of this provisioning file"],
            new("có ai khác trả lời thay trung tâm: trang đăng nhập của mạng? Không gửi gì cho họ", "somebody else answers in the hub's place: a sign-in page of the network? Nothing is sent to them"),
            new("mở một trang web trên mạng này bằng điện thoại, đăng nhập nếu được hỏi; hoặc thử mạng khác; nếu mạng nào cũng vậy, hỏi người trực trung tâm về địa chỉ", "open a web page on this network with a telephone and sign in if asked; or try another network; if all are so, ask the hub's operator about the address")),
        (["connection was refused", "Connection refused"], new("máy trung tâm có đó, nhưng dịch vụ không chạy ở cổng này", "the hub's machine is there, but nothing listens on that port"), new("hỏi người trực trung tâm: dịch vụ có chạy không, địa chỉ và cổng có đúng không", "ask the hub's operator: does it run, and are address and port right")),
        (["does not resolve", "did not resolve", "has no address"], new("không đổi được tên trung tâm ra địa chỉ (DNS)", "the hub's name does not resolve (DNS)"), UplinkWords.SeekDns),
        (["did not finish the TLS handshake", "did not answer CONNECT", "then did not answer", "unexpected EOF"], new("có kết nối, nhưng bắt tay không xong: đường truyền nghẽn, MTU sai, hoặc có trang đăng nhập Wi-Fi chặn giữa", "it connects, but the handshake does not end: a jammed line, a wrong MTU, or a log-in page in between"),
            new("thử mạng khác; mở thử một trang web bằng điện thoại trên cùng mạng", "try another network; open a web page on the same one with a telephone")),
        (["no answer to the TCP", "unreachable", "no route", "timed out", "did not answer within", "network changed"], new("không tới được trung tâm: mất mạng, sai địa chỉ, hoặc tường lửa chặn", "the hub is not reached: no network, a wrong address, or a firewall"),
            new("xem sóng, dây và SIM; hỏi người quản mạng về tường lửa", "look at signal, cable and SIM; ask whoever runs the network about a firewall")),
        (["asked for a pause"], new("trung tâm đang bận, bảo máy chờ rồi gửi tiếp", "the hub is busy and asked this board to wait"), new("không phải làm gì: máy tự gửi tiếp", "nothing: the board goes on by itself")),
        (["the hub does not", "the hub behind it"], new("máy chủ chuyển tin trả lời, trung tâm thì không: đang tắt hoặc khởi động lại", "the broker answers and the hub does not: it is down or restarting"), new("đợi vài phút; nếu vẫn vậy, hỏi người trực trung tâm", "wait a few minutes; if it stays so, ask the hub's operator")),
        (["keep-alive ran out", "closed the connection"], new("mất kết nối với trung tâm giữa chừng", "the connection to the hub was lost"), new("không phải làm gì: máy tự nối lại; nếu cứ lặp lại, xem sóng và dây", "nothing: the board connects again by itself; if it goes on, look at signal and cables")),
    ];

    private static readonly (string[] Signs, Said Reason, Said Act) Unknown =
        ([], new("bắt tay với trung tâm không thành", "the handshake with the hub failed"), new("xem địa chỉ, mạng và tường lửa; nếu vẫn vậy, gửi tệp của edge-agent support-bundle", "check address, network and firewall; if it stays so, send what edge-agent support-bundle writes"));

    public static (Said Reason, Said Act) Of(string message)
    {
        var found = Known.FirstOrDefault(k => Array.Exists(k.Signs, s => message.Contains(s, StringComparison.OrdinalIgnoreCase)), Unknown);
        return (found.Reason, found.Act);
    }
}
