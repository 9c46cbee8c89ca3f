using System.Text;
using Edge.Contracts;
using Edge.Hosting.Linux;

namespace Edge.Agent.Commissioning;

/// <summary>What edge-agent-stick@.service took from a stick: the file, or why there is none. It copies and understands nothing; all of it is judged here, without its rights.</summary>
internal static class StickDrop
{
    /// <summary>The copy of the stick's file.</summary>
    public const string FileName = "provision.edge";

    /// <summary>Why there is none: one word.</summary>
    public const string ProblemName = "problem";

    /// <summary>More than any provisioning file has.</summary>
    public const int MostBytes = 2 * Limits.TrustBytes;

    private const int LongestProblem = 32;

    /// <summary>The file's text, or what was wrong with the stick; null where nothing was dropped.</summary>
    public static (string? Text, string? Problem)? Read(string folder)
    {
        var (file, problem) = (Path.Combine(folder, FileName), Path.Combine(folder, ProblemName));
        try
        {
            if (File.Exists(problem)) return (null, Words(Encoding.ASCII.GetString(StickFile.Read(problem, LongestProblem)).Trim()));
            return new FileInfo(file) is { Exists: true } or { LinkTarget: not null } ? (Encoding.UTF8.GetString(StickFile.Read(file, MostBytes)), null) : null;
        }
        catch (Exception e) when (e is MalformedException or IOException or UnauthorizedAccessException)
        {
            return (null, $"what was copied from the stick cannot be used: {Reason.Of(e)}");
        }
    }

    private static string Words(string problem) => problem switch
    {
        "none" => "the stick has no provisioning file (NAME.edge) in its top folder",
        "several" => "the stick has several files NAME.edge in its top folder; leave only this board's there",
        "link" => "what is named like a provisioning file on the stick is no plain file",
        "large" => $"the file on the stick has more than {MostBytes} bytes and is no provisioning file",
        "mount" => "the stick's file system cannot be read: format it as FAT32 or exFAT, name it EDGE, and copy the hub's file again",
        _ => "the stick could not be read to the end; was it pulled out? Plug it in again",
    };
}
