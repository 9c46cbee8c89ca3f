using Edge.Contracts.Sparkplug;
using Google.Protobuf;

namespace Edge.SystemTests.Dashboard;

/// <summary>What a made-up board tells of itself, in the words of real ones.</summary>
internal static class SampleHealth
{
    public static byte[] Death { get; } = new SparkplugPayload { Metrics = { BirthDeath() } }.ToByteArray();

    public static byte[] Birth(SampleBoard board, string version)
    {
        var payload = new SparkplugPayload { Timestamp = 1, Seq = 0, Metrics = { BirthDeath(), new SparkplugMetric { Name = SparkplugNames.Rebirth, Datatype = 11, BooleanValue = false } } };
        var backlog = Backlog(board);
        ulong alias = 0;
        void Add(string name, SparkplugType type, object value)
        {
            var metric = new SparkplugMetric { Name = name, Alias = ++alias, Datatype = (uint)type };
            metric.Set(type, value);
            payload.Metrics.Add(metric);
        }
        Add("Backlog/Records", SparkplugType.Int64, backlog);
        Add("Backlog/Bytes", SparkplugType.Int64, backlog * (210_000L + (board.Number * 1_700)));
        if (backlog > 0) Add("Backlog/OldestSeconds", SparkplugType.Int64, 1_800L + (board.Number * 977));
        Add("Link/Technology", SparkplugType.String, "cellular");
        Add("Link/SignalDbm", SparkplugType.Int64, -78L - (board.Number * 7 % 33));
        Add("Power/Source", SparkplugType.String, board.Trouble == "battery" || board.Number % 9 == 4 ? "battery" : "mains");
        Add("Power/ChargePercent", SparkplugType.Int64, board.Trouble == "battery" ? 14L : 58 + (board.Number * 11 % 43));
        Add("Disk/TotalBytes", SparkplugType.Int64, 27_000_000_000);
        Add("Disk/FreeBytes", SparkplugType.Int64, board.Trouble == "disk" ? 1_500_000_000 : 12_000_000_000L + (board.Number * 170_000_000));
        Add("Board/Celsius", SparkplugType.Int64, 34L + (board.Number % 15));
        Add("Clock/State", SparkplugType.String, board.Trouble == "clock" ? "free-running" : "synchronised");
        if (board.Trouble == "clock") Add("Clock/OffsetMs", SparkplugType.Int64, 1_260_000L);
        Add("Devices", SparkplugType.String, board.Trouble == "paper" ? "printer paper-out" : "ok");
        Add("Software/Version", SparkplugType.String, board.Number % 9 == 4 ? "0.4.1" : version);
        return payload.ToByteArray();
    }

    /// <summary>Records it holds: more, the longer it was away.</summary>
    public static long Backlog(SampleBoard board) => board.Silence is not { } silence ? 0 : board.Online ? board.Number % 3 : 3 + (long)(silence.TotalHours * 1.3);

    private static SparkplugMetric BirthDeath() => new() { Name = SparkplugNames.BirthDeath, Datatype = 4, LongValue = 1 };
}
