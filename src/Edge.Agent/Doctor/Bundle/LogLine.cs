using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace Edge.Agent.Doctor.Bundle;

/// <summary>
/// Lines of the agent's log as they may leave the board. A line is known by the template that wrote it: its own words stay, numbers, times and ids as well;
/// text that was filled in goes through <see cref="PlainWords"/>, and of a line of unknown form only its length is told.
/// </summary>
internal sealed partial class LogLine(PlainWords words)
{
    private const int LeastWords = 12;

    // Those of the agent and of the assemblies of ours that it is made of.
    private static readonly Lazy<IReadOnlyList<Template>> Templates = new(() =>
        [.. typeof(LogLine).Assembly.GetReferencedAssemblies().Where(a => a.Name!.StartsWith("Edge.", StringComparison.Ordinal)).Select(Assembly.Load).Append(typeof(LogLine).Assembly)
            .SelectMany(a => a.GetTypes()).SelectMany(t => t.GetMethods(BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Select(Template.Of).OfType<Template>().Where(t => t.Words >= LeastWords).OrderByDescending(t => t.Words)]);

    /// <summary>How many templates are known.</summary>
    public static int Forms => Templates.Value.Count;

    public string Of(string line)
    {
        var (category, text) = Head().Match(line) is { Success: true } head ? ($"{head.Groups[1].Value}: ", head.Groups[2].Value) : ("", line);
        foreach (var template in Templates.Value)
        {
            if (template.Form.Match(text) is not { Success: true } match) continue;
            return category + template.Fill(match, words) + Tail(match.Groups["tail"].Value);
        }
        return $"{category}({text.Length} characters of unknown form)";
    }

    // Of an exception its kind and the way it came; not what it said.
    private static string Tail(string tail)
    {
        var kinds = string.Join(", ", Kind().Matches(tail).Select(m => m.Value).Distinct().Take(3));
        var frames = string.Join(" < ", Frame().Matches(tail).Select(m => m.Groups[1].Value).Take(6));
        return (kinds.Length > 0 ? $" | {kinds}" : "") + (frames.Length > 0 ? $" | {frames}" : "");
    }

    // Edge.Agent.Uplink.Uplink[1858190337] Not connected …
    [GeneratedRegex(@"^(?:<[0-7]>)?(?:[0-9:.]{8,12} [a-z]{4}: )?(Edge\.[A-Z][A-Za-z]{1,20}(?:\.[A-Z][A-Za-z0-9]{1,30}){1,4})\[-?[0-9]{1,10}\] (.*)$", RegexOptions.Singleline)]
    private static partial Regex Head();

    [GeneratedRegex(@"\b(?:Edge|System|Microsoft|MQTTnet|LiteDB)\.[A-Za-z.]{1,80}Exception\b")]
    private static partial Regex Kind();

    [GeneratedRegex(@"\bat (Edge\.[A-Za-z0-9_.<>`]{1,120})[(\[]")]
    private static partial Regex Frame();

    /// <summary>What one method of the log writes.</summary>
    internal sealed partial class Template
    {
        private readonly List<(string Constant, string? Hole)> _pieces = [];
        private readonly Dictionary<string, Type> _types;

        private Template(string message, MethodInfo method)
        {
            _types = method.GetParameters().GroupBy(p => p.Name!.ToUpperInvariant()).ToDictionary(g => g.Key, g => g.First().ParameterType);
            var (pattern, at) = (new StringBuilder("^"), 0);
            foreach (Match hole in Hole().Matches(message))
            {
                Add(message[at..hole.Index], hole.Groups[1].Value);
                pattern.Append(Regex.Escape(message[at..hole.Index])).Append("(.*?)");
                at = hole.Index + hole.Length;
            }
            Add(message[at..], null);
            // Whoever gets a text into the log must not choose how long it takes. A hole at the end takes all; else what follows is an exception.
            pattern.Append(Regex.Escape(message[at..])).Append(at == message.Length ? "$" : "(?:$|(?<tail>[\\s].*)$)");
            Form = new Regex(pattern.ToString(), RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
            Words = _pieces.Sum(p => p.Constant.Count(char.IsLetter));
        }

        public Regex Form { get; }

        /// <summary>How many letters are the template's own.</summary>
        public int Words { get; }

        public static Template? Of(MethodInfo method) => method.GetCustomAttribute<LoggerMessageAttribute>() is { Message.Length: > 0 } log ? new Template(log.Message, method) : null;

        public string Fill(Match match, PlainWords words)
        {
            var (text, group) = (new StringBuilder(), 1);
            foreach (var (constant, hole) in _pieces)
            {
                text.Append(constant);
                if (hole is null) continue;
                var value = match.Groups[group++].Value;
                text.Append(IsValue(hole, value) ? value : words.Of(value));
            }
            return text.ToString();
        }

        // By its type a value can be nothing else than what it looks like.
        private bool IsValue(string hole, string value)
        {
            if (!_types.TryGetValue(hole.ToUpperInvariant(), out var type)) return false;
            if (type.IsEnum) return Enum.IsDefined(type, value);
            if (type == typeof(Guid)) return Guid.TryParse(value, out _);
            if (type == typeof(TimeSpan)) return value.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out _);
            if (type == typeof(DateTimeOffset)) return DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, out _);
            return type.IsPrimitive && Number().IsMatch(value);
        }

        private void Add(string constant, string? hole) => _pieces.Add((constant, hole));

        [GeneratedRegex(@"\{([A-Za-z0-9_]+)(?:[,:][^}]*)?\}")]
        private static partial Regex Hole();

        [GeneratedRegex(@"^(?:-?[0-9]{1,19}(?:\.[0-9]{1,9})?|True|False)$")]
        private static partial Regex Number();
    }
}
