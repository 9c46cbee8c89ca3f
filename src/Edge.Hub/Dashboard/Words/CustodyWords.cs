using Edge.Hub.Views.Custody;

namespace Edge.Hub.Dashboard.Words;

/// <summary>Where records are, and what can be proved of a day.</summary>
internal static class CustodyWords
{
    public static readonly Text Intro = new("Mỗi hồ sơ mang số thứ tự liên tiếp và mã băm (SHA-256) của hồ sơ trước, nên thiếu hồ sơ nào cũng thấy.", "Every record carries the next number and the digest (SHA-256) of the one before, so that one that is missing shows.");
    public static readonly Text Announced = new("Đã lập", "Announced");
    public static readonly Text Received = new("Đã nhận", "Received");
    public static readonly Text OutThere = new("Còn ở điểm", "Held out there");
    public static readonly Text Oldest = new("Chờ lâu nhất", "Oldest");
    public static readonly Text Receiving = new("Đang nhận", "Arriving");
    public static readonly Text Missing = new("Bị thiếu", "Missing");
    public static readonly Text Damaged = new("Cách ly", "Quarantined");
    public static readonly Text Held = new("Tạm giữ lại", "Held back");
    public static readonly Text NotSafe = new("Chưa có bản sao", "Not yet safe");
    public static readonly Text Proof = new("Chứng minh", "Proof");
    public static readonly Text ProofOf = new("Chứng minh đủ hồ sơ: {0}", "Proof of completeness: {0}");
    public static readonly Text AnnouncedAll = new("số hồ sơ các điểm đã lập", "numbers the boards have named");
    public static readonly Text ReceivedAll = new("đã nhận đủ", "received whole");
    public static readonly Text NotSafeAll = new("đã lưu, chưa có bản sao", "stored, in no confirmed copy yet");
    public static readonly Text OutThereAll = new("còn ở các điểm", "held out there");
    public static readonly Text MissingAll = new("hồ sơ bị thiếu", "missing");
    public static readonly Text OnlyTrouble = new("Chỉ điểm có hồ sơ thiếu, cách ly hoặc tạm giữ", "Only boards with missing, quarantined or held records");
    public static readonly Text NoTrouble = new("Không có điểm nào như vậy.", "There is no such board.");
    public static readonly Text ChooseDay = new("Ngày", "Day");
    public static readonly Text DayBefore = new("Ngày trước", "The day before");
    public static readonly Text DayAfter = new("Ngày sau", "The day after");
    public static readonly Text Print = new("In", "Print");
    public static readonly Text Numbers = new("Số thứ tự trong ngày", "Numbers of the day");
    public static readonly Text NoNumbers = new("không có hồ sơ nào", "no record");
    public static readonly Text FirstToLast = new("{0} tới {1}", "{0} to {1}");
    public static readonly Text StoredOf = new("Đã lưu", "Stored");
    public static readonly Text SafeOf = new("Có bản sao", "In a copy");
    public static readonly Text ChainBefore = new("Mã băm trước hồ sơ đầu", "Digest before the first");
    public static readonly Text ChainLast = new("Mã băm của hồ sơ cuối", "Digest of the last");
    public static readonly Text FirstOfBoard = new("hồ sơ đầu tiên của điểm", "the board's very first");
    public static readonly Text Made = new("Lập lúc {0} bởi {1}", "Made {0} by {1}");
    public static readonly Text Safe = new("Bản sao", "Copy");
    public static readonly Text Record = new("Mã hồ sơ", "Record");
    public static readonly Text Left = new("Và {0} số nữa, đã đếm mà không liệt kê.", "And {0} numbers more, counted and not listed.");

    public static Text Reason(HoldReason reason) => reason switch
    {
        HoldReason.Digest => new("sai mã băm", "wrong digest"),
        HoldReason.Signature => new("chữ ký không đúng", "signature not good"),
        HoldReason.Malformed => new("sai định dạng", "malformed"),
        HoldReason.Storage => new("kho không ghi được", "the archive could not store"),
        HoldReason.TooLarge => new("quá lớn", "too large"),
        HoldReason.Unfinished => new("quá nhiều hồ sơ dở dang", "too many unfinished"),
        _ => new("chưa rõ", "not known"),
    };

    public static Text Verdict(ProofVerdict verdict) => verdict switch
    {
        ProofVerdict.Complete => new("Đầy đủ: mọi hồ sơ trong ngày đều đã lưu và không thể có hồ sơ nào khác.", "Complete: every record of the day is stored, and there can be no other."),
        ProofVerdict.Incomplete => new("Chưa đầy đủ: có hồ sơ trong ngày chưa ở trung tâm.", "Not complete: something of the day is not here."),
        _ => new("Chưa chứng minh được: mọi thứ đã biết đều có, nhưng có thể còn nữa.", "Not proven: all that is known is here, and there may be more."),
    };

    public static Text Problem(ProofProblem problem) => problem switch
    {
        ProofProblem.Missing => new("Thiếu hồ sơ {0}.", "Records {0} are not here."),
        ProofProblem.Damaged => new("Điểm báo hồ sơ {0} bị hỏng.", "The board reports records {0} damaged."),
        ProofProblem.Receiving => new("Hồ sơ {0} đang được nhận.", "Records {0} are still arriving."),
        ProofProblem.Before => new("Hồ sơ {0}, trước hồ sơ đầu của ngày, chưa có; có thể thuộc ngày này.", "Records {0}, before the first of the day, are not here; they may be of it."),
        ProofProblem.After => new("Hồ sơ từ {0}, sau hồ sơ cuối của ngày, chưa có; có thể thuộc ngày này.", "Records from {0} on, after the last of the day, are not here; they may be of it."),
        ProofProblem.NotHeardSince => new("Điểm chưa liên lạc lại từ khi hết ngày, nên chưa biết đã lập bao nhiêu hồ sơ.", "The board has not told since the day ended how many it made."),
        ProofProblem.Fork => new("Hai hồ sơ cùng nhận số {0}, hoặc hồ sơ mà điểm đã ký nhận không bao giờ đến.", "Two records claim the place of {0}, or one that the board signed for never came."),
        _ => new("Đồng hồ của điểm nhảy quanh hồ sơ {0}: chưa chắc thuộc ngày nào.", "The board's clock jumped at records {0}: which day they are of is not sure."),
    };

    public static Text State(ProofState state) => state switch
    {
        ProofState.Stored => new("đã lưu", "stored"),
        ProofState.Receiving => new("đang nhận", "arriving"),
        ProofState.Damaged => new("bị hỏng ở điểm", "damaged on the board"),
        _ => new("bị thiếu", "missing"),
    };
}
