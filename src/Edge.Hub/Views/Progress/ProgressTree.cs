using Edge.Hub.Progress;

namespace Edge.Hub.Views.Progress;

/// <summary>Rolls the numbers of areas up the tree of places. What stands in no place stands directly under the whole. No clock and no I/O.</summary>
internal sealed class ProgressTree
{
    private const string UsualService = "card";

    private readonly IReadOnlyDictionary<string, AreaNumbers> _areas;
    private readonly DateOnly _today;
    private readonly Dictionary<string, Node> _nodes = new(StringComparer.Ordinal);

    public ProgressTree(IEnumerable<Place> places, IReadOnlyDictionary<string, AreaNumbers> areas, DateOnly today)
    {
        (_areas, _today) = (areas, today);
        var tree = new PlaceTree(places);
        var whole = _nodes[PlaceFigures.Whole] = new Node(new Place { Code = PlaceFigures.Whole, Name = "" }, null, isPlace: false);
        foreach (var (place, _) in tree.Walk())
        {
            var above = _nodes[place.Parent ?? PlaceFigures.Whole];
            above.Children.Add(_nodes[place.Code] = new Node(place, above, isPlace: true));
        }
        // Boards of no known group have the empty name, and count to the whole.
        foreach (var area in areas.Keys.Where(a => !_nodes.ContainsKey(a)).Order(StringComparer.Ordinal)) whole.Children.Add(_nodes[area] = new Node(new Place { Code = area, Name = area }, whole, isPlace: false));
        RollUp();
    }

    /// <summary>Null where there is no such place.</summary>
    public PlaceFigures? Find(string code) => _nodes.GetValueOrDefault(code)?.Figures;

    public IReadOnlyList<PlaceFigures> ChildrenOf(string code) => [.. _nodes[code].Children.Select(c => c.Figures)];

    /// <summary>From the whole to the place above.</summary>
    public IReadOnlyList<PlaceName> PathTo(string code)
    {
        var path = new List<PlaceName>();
        for (var above = _nodes[code].Above; above is not null; above = above.Above) path.Add(new PlaceName(above.Place.Code, above.Place.Name));
        path.Reverse();
        return path;
    }

    /// <summary>The place and all in it, each before those in it, with how deep it stands.</summary>
    public IEnumerable<(PlaceFigures Figures, int Depth)> Walk(string code)
    {
        var left = new Stack<(Node Node, int Depth)>([(_nodes[code], 0)]);
        while (left.TryPop(out var next))
        {
            yield return (next.Node.Figures, next.Depth);
            for (var i = next.Node.Children.Count - 1; i >= 0; i--) left.Push((next.Node.Children[i], next.Depth + 1));
        }
    }

    /// <summary>The last days, oldest first.</summary>
    public IReadOnlyList<DayFigures> Trend(string code)
    {
        var (node, first) = (_nodes[code], _today.AddDays(1 - AreaNumbers.TrendDays));
        return [.. node.Sums.Days.Select((d, i) => new DayFigures(first.AddDays(i), d.Done(node.Service), d.Unable().Sum(r => r.Count)))];
    }

    private void RollUp()
    {
        var order = new List<Node>();
        var left = new Stack<Node>([_nodes[PlaceFigures.Whole]]);
        while (left.TryPop(out var next))
        {
            order.Add(next);
            foreach (var child in next.Children) left.Push(child);
        }
        // Those above come first in this order, so what is in a place is ready before the place.
        for (var i = order.Count - 1; i >= 0; i--) Finish(order[i]);
    }

    private void Finish(Node node)
    {
        var own = _areas.GetValueOrDefault(node.Place.Code);
        if (own is not null) node.Sums.Add(own);
        foreach (var child in node.Children) node.Sums.Add(child.Sums);
        node.Target = node.Place.Target ?? Sum(node.Children.Select(c => c.Target));
        var teams = own is { TeamQuota: > 0, Boards: > 0 } ? (long?)own.TeamQuota * own.Boards : null;
        node.Low = node.Place.QuotaLow ?? Sum(node.Children.Select(c => c.Low).Append(teams));
        node.High = node.Place.QuotaHigh ?? Sum(node.Children.Select(c => c.High).Append(teams));
        var sums = node.Sums;
        node.Figures = new PlaceFigures
        {
            Code = node.Place.Code,
            Name = node.Place.Name,
            Parent = node.Above?.Place.Code,
            IsPlace = node.IsPlace,
            Boards = sums.Boards,
            Service = node.Service,
            Enrolled = sums.Total.Done(node.Service),
            EnrolledToday = sums.Today.Done(node.Service),
            Target = node.Target,
            QuotaLow = node.Low,
            QuotaHigh = node.High,
            Deadline = node.Deadline,
            DaysLeft = node.Deadline is { } last ? Math.Max(0, last.DayNumber - _today.DayNumber + 1) : null,
            Services = sums.Total.Services(sums.Today),
            Unable = sums.Total.Unable(),
            List = sums.List,
            Others = sums.Total.OfNoService,
        };
    }

    private static long? Sum(IEnumerable<long?> numbers) => numbers.Aggregate((long?)null, (sum, n) => n is null ? sum : (sum ?? 0) + n);

    private sealed class Node(Place place, Node? above, bool isPlace)
    {
        public Place Place => place;

        public Node? Above => above;

        public bool IsPlace => isPlace;

        public List<Node> Children { get; } = [];

        public AreaNumbers Sums { get; } = new();

        public long? Target { get; set; }

        public long? Low { get; set; }

        public long? High { get; set; }

        public string Service => place.Service ?? above?.Service ?? UsualService;

        public DateOnly? Deadline => place.Deadline ?? above?.Deadline;

        public PlaceFigures Figures { get; set; } = null!;
    }
}
