using Edge.Hub.Settings;

namespace Edge.Hub.Dashboard.Words;

/// <summary>What boards are told to go by.</summary>
internal static class SettingsWords
{
    public static readonly Text Intro = new("Địa chỉ trung tâm, giờ tiếp dân, dịch vụ và tên nơi. Soạn trước, phát sau; mỗi điểm nhận ở lần liên lạc tới. Địa chỉ sai không làm mất điểm nào: điểm giữ địa chỉ cũ cho tới khi trung tâm trả lời ở địa chỉ mới.", "Where the hub is, opening hours, services and the name of the place. Drafted first, then issued; each board gets it at its next contact. A wrong address cuts no board off: it stays where it is until the hub has answered at the new one.");
    public static readonly Text Group = new("Cho", "For");
    public static readonly Text Everybody = new("Mọi địa bàn", "Every area");
    public static readonly Text OnOffer = new("Đang phát", "On offer");
    public static readonly Text Draft = new("Bản soạn, chưa phát", "Draft, not issued");
    public static readonly Text NoDraft = new("Không có bản soạn nào.", "There is no draft.");
    public static readonly Text NothingIssued = new("Chưa phát gì; các điểm theo cài đặt riêng.", "Nothing is issued; boards go by their own settings.");
    public static readonly Text Version = new("Phiên bản", "Version");
    public static readonly Text By = new("Người làm", "By");
    public static readonly Text Parts = new("Nội dung", "What");
    public static readonly Text Mqtt = new("Địa chỉ MQTT", "MQTT addresses");
    public static readonly Text Https = new("Địa chỉ HTTPS", "HTTPS addresses");
    public static readonly Text Hours = new("Giờ tiếp dân", "Opening hours");
    public static readonly Text Services = new("Dịch vụ", "Services");
    public static readonly Text Place = new("Tên nơi", "Place");
    public static readonly Text Given = new("có", "given");
    public static readonly Text Nothing = new("trống", "empty");
    public static readonly Text Boards = new("Các điểm có gì", "What boards have");
    public static readonly Text ShowAll = new("Kể cả điểm đã nhận", "Those that have it, too");
    public static readonly Text AllHave = new("Mọi điểm đã nhận bản mới nhất.", "Every board has the newest.");
    public static readonly Text Address = new("Đang nối tới", "Connects to");
    public static readonly Text More = new("Và {0} điểm nữa; chọn một địa bàn để xem.", "And {0} more; choose an area to see them.");
    public static readonly Text Addresses = new("Đổi địa chỉ", "Change addresses");
    public static readonly Text AddressHint = new("TÊN:CỔNG, cách nhau bằng dấu phẩy, địa chỉ tốt nhất trước; để trống là không phát địa chỉ.", "HOST:PORT, separated by commas, the best first; empty tells boards no address.");
    public static readonly Text Other = new("Sửa phần khác", "Change the rest");
    public static readonly Text OtherHint = new("JSON với hours, services, place; bỏ một phần ra là không phát phần đó. Mẫu có trong hướng dẫn.", "JSON with hours, services, place; what is left out is not told. The guide has an example.");
    public static readonly Text Issue = new("Phát", "Issue");
    public static readonly Text IssueAgain = new("Phát lại", "Issue again");
    public static readonly Text IssueWhy = new("{0} điểm sẽ nhận ở lần liên lạc tới. Nên phát cho một địa bàn trước, xem mọi điểm ở đó đã nhận, rồi mới phát cho mọi địa bàn.", "{0} boards will get it at their next contact. Issue it to one area first, see that its boards have it, and then to every area.");

    public static Text Name(SettingsState state) => state switch
    {
        SettingsState.Current => new("Đã nhận", "Has it"),
        SettingsState.Elsewhere => new("Đã nhận, chưa tới địa chỉ mới", "Has it, not at its address yet"),
        SettingsState.Waiting => new("Chưa nhận", "Not yet"),
        SettingsState.Refused => new("Không nhận", "Refused it"),
        SettingsState.Ahead => new("Có bản mà trung tâm không biết: hãy phát lại", "Has one this hub does not know: issue again"),
        _ => new("Không có gì để nhận", "Is told nothing"),
    };

    /// <summary>The class that draws it; sign and word carry the meaning.</summary>
    public static string Kind(SettingsState state) => state switch
    {
        SettingsState.Current => "well",
        SettingsState.Elsewhere or SettingsState.Waiting => "away",
        SettingsState.Refused or SettingsState.Ahead => "look",
        _ => "new",
    };
}
