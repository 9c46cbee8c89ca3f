using Edge.Hub.Views.Fleet;

namespace Edge.Hub.Alerts;

/// <summary>Which alerts are to be opened and which to be closed. No clock and no I/O: what holds and times go in, decisions come out.</summary>
internal sealed class AlertRules(AlertsOptions options)
{
    private readonly Dictionary<AlertOf, Course> _courses = [];

    /// <summary>An alert that is open already, of an earlier run.</summary>
    public void Load(AlertOf of, DateTimeOffset lastAt) => _courses[of] = new Course { Open = true, Holds = true, Since = lastAt };

    /// <summary>Takes everything that holds at this moment.</summary>
    public AlertChanges Look(IReadOnlySet<AlertOf> holding, DateTimeOffset now)
    {
        var (opened, closed) = (new List<AlertOf>(), new List<AlertOf>());
        // The clock was set back: what it said before is no time to wait for.
        foreach (var course in _courses.Values.Where(c => c.Since > now)) course.Since = now;
        foreach (var of in holding)
        {
            if (!_courses.TryGetValue(of, out var course)) _courses[of] = course = new Course { Holds = true, Since = now };
            if (!course.Holds) (course.Holds, course.Since) = (true, now);
            // What came back before its alert was closed never went.
            if (course.Open || now - course.Since < options.OpenAfter) continue;
            course.Open = true;
            opened.Add(of);
        }
        foreach (var (of, course) in _courses.Where(c => !holding.Contains(c.Key)).ToList())
        {
            if (course.Holds) (course.Holds, course.Since) = (false, now);
            if (course.Open && now - course.Since < options.CloseAfter) continue;
            if (course.Open) closed.Add(of);
            _courses.Remove(of);
        }
        return new AlertChanges(opened, closed);
    }

    /// <summary>What was decided could not be written down: it is decided again.</summary>
    public void TakeBack(AlertChanges changes, DateTimeOffset now)
    {
        foreach (var of in changes.Opened) _courses.Remove(of);
        foreach (var of in changes.Closed) _courses[of] = new Course { Open = true, Holds = false, Since = now - options.CloseAfter };
    }

    /// <summary>What is wrong with a board by its row. Silence and the rest are judged there.</summary>
    public static IEnumerable<AlertOf> Of(FleetRow row) => row.Causes.Select(c => new AlertOf(row.Node, c));

    private sealed class Course
    {
        public bool Holds { get; set; }

        public bool Open { get; set; }

        public DateTimeOffset Since { get; set; }
    }
}

/// <summary>What an alert is of; no board where it is the hub.</summary>
internal readonly record struct AlertOf(string Node, BoardCause Cause);

/// <summary>What changes with one look.</summary>
internal sealed record AlertChanges(IReadOnlyList<AlertOf> Opened, IReadOnlyList<AlertOf> Closed);
