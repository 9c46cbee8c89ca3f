using Edge.Contracts;
using Edge.Hub.Dashboard.Words;
using Edge.Hub.Views.Fleet;

namespace Edge.Hub.Dashboard.Fleet;

/// <summary>Which boards somebody wants to see.</summary>
/// <param name="State">Null for any.</param>
/// <param name="Area">Null for any.</param>
/// <param name="Search">Words that the name or the area must have, all of them; marks, capitals and signs between are not looked at.</param>
internal sealed record FleetFilter(BoardState? State, string? Area, string Search)
{
    private const int LongestSearch = 100;

    /// <summary>The rows that fit, the worst first.</summary>
    public List<FleetRow> Of(IReadOnlyList<FleetRow> rows)
    {
        var words = Words(Search);
        var found = new List<FleetRow>(rows.Count);
        foreach (var row in rows)
        {
            if ((State is null || row.State == State) && (Area is null || row.Group == Area) && words.All(w => Has(row, w))) found.Add(row);
        }
        found.Sort(static (a, b) =>
        {
            var order = States.Rank(a.State).CompareTo(States.Rank(b.State));
            return order != 0 ? order : string.CompareOrdinal(a.Node, b.Node);
        });
        return found;
    }

    // Names of boards and areas have no marks of their own: it is what is typed that has.
    private static bool Has(FleetRow row, string word) => row.Node.Contains(word, StringComparison.OrdinalIgnoreCase) || row.Group.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static string[] Words(string search) =>
        LatinText.Plain(search.Length > LongestSearch ? search[..LongestSearch] : search).ToLowerInvariant().Split([' ', '-', '.', '_', ','], StringSplitOptions.RemoveEmptyEntries);
}
