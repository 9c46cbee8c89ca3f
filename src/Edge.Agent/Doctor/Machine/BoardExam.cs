using Edge.Agent.Custody;
using Edge.Agent.Telemetry;
using Edge.Contracts.Wire;
using Edge.Hosting;

namespace Edge.Agent.Doctor.Machine;

/// <summary>The board itself: its clock, what feeds it, how hot it is, how much of its memory card's life is left.</summary>
internal sealed class BoardExam(BoardSensors sensors, IBoardClock clock)
{
    private const int FirstYear = 2026;
    private const int LowCharge = 20;
    private const int NoCharge = 5;
    private const float Hot = 80;
    private const int Worn = 80;
    private const int WornOut = 100;

    /// <summary>A clock further from the hub's than this tells people wrong times.</summary>
    private static readonly TimeSpan Apart = TimeSpan.FromMinutes(2);

    private static readonly Said SetClock = new("nối mạng để máy tự chỉnh giờ, hoặc: date -s 'NĂM-THÁNG-NGÀY GIỜ:PHÚT'; xem pin của đồng hồ", "connect it so that it sets itself, or: date -s 'YYYY-MM-DD hh:mm'; look at the clock's battery");

    /// <summary>What to do about a low battery.</summary>
    public static readonly Said Charge = new("sạc pin hoặc cắm điện", "charge it or plug it in");

    /// <param name="aheadOfHubMs">What the running agent knows of the hub's clock; null where it knows nothing.</param>
    public Finding Clock(long? aheadOfHubMs)
    {
        var now = clock.Read();
        var time = $"{now.WallTime:yyyy-MM-dd HH:mm:ss} UTC";
        if (now.WallTime.Year < FirstYear) return Subject.Clock.Attention($"{time}: sai; hồ sơ vẫn nhận, và có ghi rõ như vậy", $"{time}: wrong; records are accepted all the same and say so", SetClock);
        if (aheadOfHubMs is { } ms && TimeSpan.FromMilliseconds(Math.Abs((double)ms)) > Apart)
        {
            var span = TimeSpan.FromMilliseconds(Math.Abs((double)ms)).ToString(@"d\.hh\:mm\:ss", null);
            return Subject.Clock.Attention($"{time}, {(ms > 0 ? "nhanh" : "chậm")} hơn trung tâm {span}", $"{time}, {span} {(ms > 0 ? "ahead of" : "behind")} the hub's", SetClock);
        }
        return now.State == ClockState.Synchronised
            ? Subject.Clock.Ok($"{time}, đã đồng bộ", $"{time}, synchronised")
            : Subject.Clock.Attention($"{time}, chưa đồng bộ; hồ sơ vẫn nhận, và có ghi rõ như vậy", $"{time}, not synchronised; records are accepted all the same and say so",
                new("so với đồng hồ khác; nếu đúng thì không cần làm gì", "compare it with another clock; if it is right, nothing is to be done"));
    }

    /// <param name="measuredPercent">The battery's charge as the running agent's sensor has it.</param>
    public Finding Power(int? measuredPercent)
    {
        if (sensors.Throttling() is { } held && held.Contains("under-voltage", StringComparison.Ordinal))
        {
            return Subject.Power.Fault("điện áp quá thấp: máy có thể tắt bất cứ lúc nào", "the voltage is too low: the board may stop at any time", new("thay bộ nguồn và dây nguồn (5 V, 3 A trở lên)", "replace power supply and cable (5 V, 3 A or more)"));
        }
        var (source, told) = sensors.Power();
        var charge = told ?? measuredPercent;
        if (charge is <= LowCharge && source != "mains")
        {
            return charge <= NoCharge ? Subject.Power.Fault($"pin còn {charge} %", $"battery at {charge} %", Charge) : Subject.Power.Attention($"pin còn {charge} %", $"battery at {charge} %", Charge);
        }
        var percent = charge is null ? "" : $", {charge} %";
        return source switch
        {
            "battery" => Subject.Power.Ok($"pin{percent}", $"battery{percent}"),
            "mains" => Subject.Power.Ok($"điện lưới{percent}", $"mains{percent}"),
            _ => Subject.Power.Ok(charge is null ? "máy này không báo về nguồn điện" : $"pin{percent}", charge is null ? "this board does not tell" : $"battery{percent}"),
        };
    }

    public Finding Heat() => sensors.Celsius() switch
    {
        null => Subject.Heat.Ok("máy này không báo", "this board does not tell"),
        >= Hot and var hot => Subject.Heat.Attention($"{hot:0} °C: máy chạy chậm lại từ {Hot:0} °C", $"{hot:0} °C: from {Hot:0} °C on it slows down", new("để máy nơi thoáng, tránh nắng; lau bụi", "give it air and shade; clean off the dust")),
        { } celsius => Subject.Heat.Ok($"{celsius:0} °C", $"{celsius:0} °C"),
    };

    public Finding Wear() => sensors.WearPercent() switch
    {
        null => Subject.Wear.Ok("thẻ nhớ này không báo", "this card does not tell"),
        >= WornOut and var wear => Subject.Wear.Fault($"đã dùng hết tuổi thọ ({wear} %)", $"its life is used up ({wear} %)", new("đưa hồ sơ đi (edge-agent courier export) rồi thay thẻ ngay", "carry the records out (edge-agent courier export), then replace it now")),
        >= Worn and var wear => Subject.Wear.Attention($"đã dùng {wear} % tuổi thọ", $"{wear} % of its life is used", new("đặt mua thẻ thay thế", "order another one")),
        { } wear => Subject.Wear.Ok($"đã dùng đến {wear} % tuổi thọ", $"up to {wear} % of its life is used"),
    };
}
