using System.Globalization;
using System.Text;

namespace Edge.Hub.Tests.Areas;

/// <summary>Made-up people with names, numbers and hamlets of the shape that real ones have.</summary>
internal static class People
{
    private static readonly string[] Families = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Giàng", "Vàng", "Sùng", "Thào", "Lò", "Quàng", "Cà", "Tòng", "Hà", "Mùa", "Ly"];

    private static readonly string[] Middles = ["Văn", "Thị", "Đức", "Minh", "Thanh", "Hữu", "Quốc", "Ngọc", "Xuân", "A", "Seo", "Thị Mai", "Thị Kim", "Công", "Đình", "Bá"];

    private static readonly string[] Givens = ["Anh", "Bình", "Chơ", "Chi", "Dung", "Dũng", "Giang", "Hà", "Hải", "Hạnh", "Hiền", "Hiếu", "Hoa", "Hòa", "Hùng", "Hương", "Khánh", "Lan", "Linh", "Long", "Mai", "Minh", "Nam", "Nga",
        "Nhung", "Pó", "Phong", "Phúc", "Phương", "Quân", "Quang", "Quỳnh", "Sơn", "Tâm", "Thảo", "Thắng", "Thu", "Thủy", "Trang", "Trung", "Tú", "Tuấn", "Tùng", "Tuyết", "Vân", "Việt", "Vinh", "Xuân", "Yến", "Dín", "Sáu", "Chống"];

    public static List<Person> Commune(int people, int hamlets, int seed = 7)
    {
        var (random, taken) = (new Random(seed), new HashSet<string>(StringComparer.Ordinal));
        return [.. Enumerable.Range(0, people).Select(_ => Make(random, hamlets)).Select(p => p.Number.Length == 0 || taken.Add(p.Number) ? p : p with { Number = "" })];
    }

    public static byte[] Csv(IEnumerable<Person> people) => Encoding.UTF8.GetBytes("number,name,birth,sex,hamlet,residence,needs,lacks\r\n" + string.Concat(people.Select(p => $"{p.Line}\r\n")));

    // The number begins with province, sex and century, and year of birth; six digits of it are anybody's.
    private static Person Make(Random random, int hamlets)
    {
        var (female, year) = (random.Next(2) == 1, 1936 + random.Next(76));
        var birth = random.Next(12) == 0 ? $"{year}" : $"{year}-{1 + random.Next(12):D2}-{1 + random.Next(28):D2}";
        var place = random.Next(10) == 0 ? random.Next(1, 96) : 11;
        var number = random.Next(15) == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{place:D3}{(year < 2000 ? 0 : 2) + (female ? 1 : 0)}{year % 100:D2}{random.Next(1_000_000):D6}");
        string[] lacks = ["card", "account", "activation", "card;account", "account;activation", "card;account;activation"];
        return new Person(number, $"{Pick(random, Families)} {Pick(random, Middles)} {Pick(random, Givens)}", birth, female ? "f" : "m", Hamlet(random.Next(hamlets)),
            random.Next(8) == 0 ? "temporary" : "permanent", random.Next(20) switch { 0 => "ride", 1 => "visit", _ => "" }, Pick(random, lacks));
    }

    private static string Hamlet(int number) => $"Bản {Givens[number * 13 % Givens.Length]} {Families[number * 5 % Families.Length]} {number + 1}";

    private static string Pick(Random random, string[] of) => of[random.Next(of.Length)];
}

/// <summary>One of them, as a line of a file.</summary>
internal sealed record Person(string Number, string Name, string Birth, string Sex, string Hamlet, string Residence, string Needs, string Lacks)
{
    public string Line => $"{Number},{Name},{Birth},{Sex},{Hamlet},{Residence},{Needs},{Lacks}";
}
