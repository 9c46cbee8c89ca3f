using Edge.Agent.Devices.Codes;
using Edge.Agent.Devices.Virtual;

namespace Edge.Agent.Simulator;

/// <summary>What a citizen who does not exist does: holds a card or a paper before the scanner, lays a finger, sits down before the camera.</summary>
internal sealed class TrialActions(VirtualBoard board)
{
    // Every finger that is laid is another one's.
    private int _seed;

    /// <summary>Null where it was done.</summary>
    public string? Scan(SimulatorWish wish)
    {
        if (new object?[] { wish.Citizen, wish.Paper, wish.Code }.Count(w => w is not null) != 1) return "one of citizen, paper and code must be given";
        var (code, problem) = wish switch
        {
            { Citizen: { } number } => (MadeUpCitizens.All.FirstOrDefault(c => c.Number == number)?.Card, $"there is no made-up citizen of that number; there are {string.Join(", ", MadeUpCitizens.All.Select(c => c.Number))}"),
            { Paper: { } paper } => (board.Printer.Paper(paper) is { } raster ? PaperCode.Read(raster) : null, $"paper {paper} is not there, or has no code; the last one printed is {board.Printer.Printed}"),
            _ => (wish.Code!.Length is > 0 and <= CodeLimit.Characters ? wish.Code : null, "code must not be empty"),
        };
        if (code is null) return problem;
        board.Scan(code);
        return null;
    }

    /// <param name="kind">How the finger is; may be left out where it is taken away.</param>
    /// <param name="stays">Whether it is laid to stay, or taken away; null is once.</param>
    public string? Finger(string? kind, bool? stays)
    {
        if (stays == false && kind is null)
        {
            board.Finger.Resting = null;
            return null;
        }
        if (!Enum.GetNames<FingerKind>().Contains(kind)) return $"kind is '{kind}'; kinds of finger are {string.Join(", ", Enum.GetNames<FingerKind>())}";
        var laid = Enum.Parse<FingerKind>(kind!);
        if (stays is null) board.Finger.Lay(Interlocked.Increment(ref _seed), laid);
        else board.Finger.Resting = stays.Value ? laid : null;
        return null;
    }

    public string? Portrait(string? kind)
    {
        if (!Enum.GetNames<PortraitKind>().Contains(kind)) return $"kind is '{kind}'; kinds of portrait are {string.Join(", ", Enum.GetNames<PortraitKind>())}";
        board.Camera.Show(Enum.Parse<PortraitKind>(kind!));
        return null;
    }
}
