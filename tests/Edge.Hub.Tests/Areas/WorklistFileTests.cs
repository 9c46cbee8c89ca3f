using System.Text;
using Edge.Contracts;
using Edge.Contracts.Areas;
using Edge.Hub.Areas;
using Edge.Hub.Areas.Answers;
using Edge.Hub.Areas.Worklists;
using Edge.Testing.Fuzz;

namespace Edge.Hub.Tests.Areas;

public sealed class WorklistFileTests(ITestOutputHelper output)
{
    private const string Header = "number,name,birth,sex,hamlet,residence,needs,lacks";

    private const string Good = "001085000001,Giàng A Chơ,1985-03-07,m,Bản Mới,permanent,,card";

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Quotes_line_ends_and_a_byte_order_mark_are_read(string end)
    {
        var text = $"\uFEFF{Header}{end}{Good}{end}{end},\"Lò \"\"Sáu\"\", Văn\",07/03/1985,nữ,\"Bản{end}Cũ\",tạm trú,ride;visit,account;activation{end}";
        var problems = new ImportProblems();
        var people = WorklistFile.Read(Encoding.UTF8.GetBytes(text), problems);
        // A line end inside a name is no visible character, and is said of the line where the row begins.
        Assert.Equal("1 problem, nothing was imported:\nline 4, hamlet: must be 1 to 80 visible characters", Assert.Throws<MalformedException>(problems.Throw).Message);
        Assert.Equal(new ListedPerson("001085000001", "Giàng A Chơ", 19850307, WorklistMarks.LacksCard, "Bản Mới"), people[0]);
        Assert.Equal(("", "Lò \"Sáu\", Văn", 19850307U), (people[1].Number, people[1].Name, people[1].Birth));
        Assert.Equal(WorklistMarks.Female | WorklistMarks.Temporary | WorklistMarks.NeedsRide | WorklistMarks.NeedsVisit | WorklistMarks.LacksAccount | WorklistMarks.LacksActivation, people[1].Marks);
    }

    [Theory]
    [InlineData("1985-03-07", 19850307U)]
    [InlineData("7/3/1985", 19850307U)]
    [InlineData("1985-03", 19850300U)]
    [InlineData("03/1985", 19850300U)]
    [InlineData("1985", 19850000U)]
    [InlineData("", 0U)]
    [InlineData("1985-02-30", null)]
    [InlineData("31/04/1985", null)]
    [InlineData("0085", null)]
    [InlineData("85", null)]
    public void Births_are_days_months_years_or_nothing(string text, uint? expected) => Assert.Equal(expected, BirthDate.Read(text));

    [Theory]
    [InlineData("00108500001,Giàng A Chơ,1985,m,Bản Mới,permanent,,card", "line 2, number: ")]
    [InlineData("00108500000x,Giàng A Chơ,1985,m,Bản Mới,permanent,,card", "line 2, number: ")]
    [InlineData(",,1985,m,Bản Mới,permanent,,card", "line 2, name: ")]
    [InlineData(",Giàng A Chơ,yesterday,m,Bản Mới,permanent,,card", "line 2, birth: ")]
    [InlineData(",Giàng A Chơ,1985,x,Bản Mới,permanent,,card", "line 2, sex: ")]
    [InlineData(",Giàng A Chơ,1985,m,,permanent,,card", "line 2, hamlet: ")]
    [InlineData(",Giàng A Chơ,1985,m,Bản Mới,here,,card", "line 2, residence: ")]
    [InlineData(",Giàng A Chơ,1985,m,Bản Mới,permanent,boat,card", "line 2, needs: ")]
    [InlineData(",Giàng A Chơ,1985,m,Bản Mới,permanent,,papers", "line 2, lacks: ")]
    [InlineData(",Giàng A Chơ,1985,m,Bản Mới,permanent,", "line 2: has 7 columns, not 8")]
    [InlineData(",\"Giàng A Chơ,1985,m,Bản Mới,permanent,,card", "line 2: column 2 begins with a quote that does not end")]
    [InlineData(",\"Giàng\" A Chơ,1985,m,Bản Mới,permanent,,card", "line 2: column 2 goes on after its closing quote")]
    [InlineData(",Giàng \"A\" Chơ,1985,m,Bản Mới,permanent,,card", "line 2: has a quote inside column 2")]
    public void What_is_wrong_is_named_by_line_and_column_and_not_quoted(string line, string named)
    {
        var problems = new ImportProblems();
        WorklistFile.Read(Encoding.UTF8.GetBytes($"{Header}\n{line}\n"), problems);
        var message = Assert.Throws<MalformedException>(problems.Throw).Message;
        Assert.Contains(named, message, StringComparison.Ordinal);
        foreach (var secret in (string[])["Giàng", "Chơ", "00108", "yesterday", "boat", "papers", "Bản"]) Assert.DoesNotContain(secret, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_twice_a_wrong_header_and_other_encodings_are_named()
    {
        Assert.Contains("line 3, number: is that of line 2, too", Message(Encoding.UTF8.GetBytes($"{Header}\n{Good}\n{Good}")), StringComparison.Ordinal);
        Assert.Contains($"line 1: must be {Header}", Message(Encoding.UTF8.GetBytes(Good)), StringComparison.Ordinal);
        Assert.Contains($"line 1: must be {Header}", Message([]), StringComparison.Ordinal);
        Assert.Contains("line 2: is not UTF-8", Message([.. Encoding.ASCII.GetBytes(Header + "\n"), 0xC3, 0x28]), StringComparison.Ordinal);
        Assert.Contains("and 10 more", Message(Encoding.UTF8.GetBytes(Header + string.Concat(Enumerable.Repeat("\n,,,m,x,permanent,,card", 60)))), StringComparison.Ordinal);
        Assert.Contains("at most 20000 lines", Message(Encoding.UTF8.GetBytes(Header + string.Concat(Enumerable.Repeat("\n,a,,m,x,permanent,,card", 20_001)))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\uFFFE")]
    [InlineData("\uFDD0")]
    [InlineData("\U0001FFFF")]
    public void Code_points_that_are_no_characters_are_named(string none) =>
        Assert.Contains("line 2, name: has a character that is none", Message(Encoding.UTF8.GetBytes($"{Header}\n,Giàng {none}Chơ,1985,m,Bản Mới,permanent,,card")), StringComparison.Ordinal);

    [Fact]
    public void A_file_of_too_many_lines_is_not_read_to_its_end()
    {
        var problems = new ImportProblems();
        Assert.Equal(3, new CsvRows("a\nb\nc\nd\n\"e", problems).Read(3).Count);
        problems.Throw();
    }

    [Fact]
    public void What_ever_a_file_holds_it_is_read_or_its_problems_named()
    {
        byte[][] seeds = [People.Csv(People.Commune(20, 3)), Encoding.UTF8.GetBytes($"\uFEFF{Header}\r\n\"00108\"\"5\",\"a\nb\",,,,,,\r\n"), Encoding.UTF8.GetBytes(Good)];
        output.WriteLine(FuzzRun.Try("worklist-file", seeds, bytes => Throwing(p => WorklistFile.Read(bytes, p)), e => e is MalformedException));
        byte[][] answers = [Answers.Csv((Guid.Empty, "ready"), (Guid.Empty, "retake")), Answers.Lines("x,,,,", "\"")];
        output.WriteLine(FuzzRun.Try("answer-file", answers, bytes => Throwing(p => AnswerFile.Read(bytes, new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero), p)), e => e is MalformedException));
    }

    private static void Throwing(Action<ImportProblems> read)
    {
        var problems = new ImportProblems();
        read(problems);
        problems.Throw();
    }

    private static string Message(byte[] csv)
    {
        var problems = new ImportProblems();
        WorklistFile.Read(csv, problems);
        return Assert.Throws<MalformedException>(problems.Throw).Message;
    }
}
