namespace Edge.Agent.Doctor.Machine;

/// <summary>Whether what the agent has in memory may be written to a disk by the kernel.</summary>
internal static class SwapExam
{
    private const string Areas = "/proc/swaps";

    // The unit's own group, which forbids swap where the kernel's memory controller is on.
    private const string Limit = "/sys/fs/cgroup/system.slice/edge-agent.service/memory.swap.max";

    public static Finding Look() => Judge(File.ReadAllText(Areas), File.Exists(Limit) ? File.ReadAllText(Limit) : null);

    /// <summary>Judges the text of /proc/swaps and of the service's memory.swap.max, null where the service has none.</summary>
    public static Finding Judge(string areas, string? limit)
    {
        var onDisk = areas.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(' ', 2)[0])
            .Where(a => !a.StartsWith("/dev/zram", StringComparison.Ordinal)).ToList();
        if (onDisk.Count == 0) return Subject.Swap.Ok("không có trên đĩa", "none on a disk");
        var where = string.Join(", ", onDisk);
        if (limit?.Trim() == "0") return Subject.Swap.Ok($"ở {where}, và edge-agent.service bị cấm dùng", $"on {where}, and forbidden to edge-agent.service");
        var why = limit is null ? "edge-agent.service does not run or the kernel has no memory controller (cgroup_enable=memory)" : $"edge-agent.service may use it (memory.swap.max is {limit.Trim()}, not 0)";
        return Subject.Swap.Attention($"ở {where}: điều người dân khai có thể bị ghi ra đĩa mà không mã hóa", $"on {where}: what a citizen gives could be written to that disk in the clear",
            new("chạy swapoff -a, hoặc dùng zram", "run swapoff -a, or use zram"), why);
    }
}
