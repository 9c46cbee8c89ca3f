using System.ComponentModel.DataAnnotations;

namespace Edge.Agent.Desk;

/// <summary>The officer's page.</summary>
internal sealed class DeskOptions
{
    public const string Section = "Desk";

    /// <summary>Whether it is served.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Where: an address and a port; port 0 is any free one. Off this machine's loopback it is HTTPS, with a certificate of the board's own key.</summary>
    public string Address { get; init; } = "127.0.0.1:8091";

    /// <summary>After how long without an act of the officer the desk locks.</summary>
    [Range(typeof(TimeSpan), "00:00:30", "01:00:00")]
    public TimeSpan IdleLock { get; init; } = TimeSpan.FromMinutes(5);
}
