using Edge.Contracts;
using Edge.Contracts.Areas;
using Edge.Contracts.Wire;

namespace Edge.Agent.Identity.Officers;

/// <summary>What the area's objects must be before they are in force.</summary>
internal static class AreaRules
{
    private const int MostOfficers = 1000;
    private const int MostBoards = 5000;
    private const int MostAnswers = 50_000;

    public static AreaFile Checked(AreaFile area, string group, ulong version)
    {
        Require(area.Version == version, $"area file says version {area.Version} and was offered as {version}");
        Require(area.Area == group, $"area file is of '{area.Area}'; this board is of '{group}'");
        Require(area.Officers.Count <= MostOfficers, $"area file names {area.Officers.Count} officers; at most {MostOfficers}");
        Require(area.Boards.Count <= MostBoards, $"area file names {area.Boards.Count} boards; at most {MostBoards}");
        Require(area.Officers.All(o => Names.IsToken(o.Id)), $"area file has an officer whose id is not {Names.TokenRule}");
        Require(area.Officers.All(o => o.Iterations <= OfficerPin.MostIterations), $"area file asks for more than {OfficerPin.MostIterations} iterations");
        Require(area.Officers.Select(o => o.Id).Distinct(StringComparer.Ordinal).Count() == area.Officers.Count, "area file names an officer twice");
        return area;
    }

    public static AnswerBook Checked(AnswerBook answers, string group, ulong version)
    {
        Require(answers.Area == group, $"answers are of '{answers.Area}'; this board is of '{group}'");
        Require(answers.Version == version, $"answers say version {answers.Version} and were offered as {version}");
        Require(answers.Answers.Count <= MostAnswers, $"{answers.Answers.Count} answers; at most {MostAnswers}");
        Require(answers.NumberKey.Length is 0 or 32, "the answers' key is not 32 bytes");
        return answers;
    }

    public static Worklist Checked(Worklist list, string group, ulong present, ulong version)
    {
        Require(list.Area == group, $"worklist is of '{list.Area}'; this board is of '{group}'");
        Require(list.Version == version, $"worklist says version {list.Version} and was offered as {version}");
        Require(list.BaseVersion == 0 || list.BaseVersion == present, $"worklist is a difference to version {list.BaseVersion}; this board has {present}");
        return list;
    }

    private static void Require(bool holds, string problem)
    {
        if (!holds) throw new MalformedException(problem);
    }
}
