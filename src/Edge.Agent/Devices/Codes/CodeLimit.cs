namespace Edge.Agent.Devices.Codes;

/// <summary>How long a code may be: the largest QR holds 4,296 characters, of which no card uses so many.</summary>
internal static class CodeLimit
{
    public const int Characters = 4096;
}
