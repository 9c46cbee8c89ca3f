namespace Edge.Hub.Fleet;

/// <summary>Tells people what a board's agent says of its last end and of its power.</summary>
public static class AgentWords
{
    public const string LastEnd = "Agent/LastEnd";
    public const string PowerMode = "Power/Mode";

    /// <summary>How the run before this one ended; null where that is nothing to tell of, or a word of a newer agent.</summary>
    public static string? End(string? end, bool vietnamese) => end switch
    {
        "watchdog" => vietnamese ? "phần mềm bị treo; điểm đã tự khởi động lại nó (watchdog)" : "the agent hung; its watchdog ended it and started it again",
        "memory" => vietnamese ? "phần mềm bị dừng vì hết bộ nhớ; đã tự chạy lại" : "the agent was ended for want of memory, and started again",
        "crash" => vietnamese ? "phần mềm tự dừng vì lỗi; đã tự chạy lại" : "the agent ended by a fault, and started again",
        "power-cut" => vietnamese ? "lần trước điểm tắt đột ngột (mất điện); không hồ sơ nào mất" : "the board went off in the middle of its work (a power cut); no accepted record was lost",
        _ => null,
    };

    /// <summary>What the board does about its power; null where it does nothing.</summary>
    public static string? Power(string? mode, bool vietnamese) => mode switch
    {
        "saver" => vietnamese ? "đang tiết kiệm điện" : "saves power",
        "sleep" => vietnamese ? "đang ngủ: chạy pin, không phục vụ" : "asleep: on its battery, serving nobody",
        "off" => vietnamese ? "tự tắt vì pin sắp hết" : "switches itself off: its battery is nearly empty",
        _ => null,
    };

    /// <summary>A value of health with its meaning, where it is a code.</summary>
    internal static string? Meaning(string metric, object? value) => metric switch
    {
        LastEnd => End(value as string, vietnamese: false),
        PowerMode => Power(value as string, vietnamese: false),
        _ => null,
    };
}
