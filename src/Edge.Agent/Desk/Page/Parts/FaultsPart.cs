using Edge.Agent.Telemetry.Faults;

namespace Edge.Agent.Desk.Page.Parts;

/// <summary>What is wrong with the board, above what there is to do.</summary>
internal static class FaultsPart
{
    public static Markup Of(DeskState state, PageWords w)
    {
        var wrong = state.Faults.Where(f => !f.IsNotice).ToList();
        return wrong.Count == 0 ? Markup.None : Markup.Of($"""<p class="alarm" id="faults">{w["look"]}: {Text(wrong, w)}</p>""");
    }

    public static string Text(IEnumerable<Fault> faults, PageWords w) => string.Join(", ", faults.Select(f => f.Word.In(w.Language == "vi")));
}
