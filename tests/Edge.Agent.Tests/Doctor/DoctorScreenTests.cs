using Edge.Agent.Doctor;
using Edge.Agent.Doctor.Report;
using Edge.Agent.Tests.Support;
using Edge.Hosting;

namespace Edge.Agent.Tests.Doctor;

/// <summary>What stands on a serial console.</summary>
public sealed class DoctorScreenTests
{
    private const string Kiosk = """{"Spool":{"AllowVolatile":true,"ReserveBytes":0,"BallastBytes":0},"Devices":{"Virtual":true}}""";

    [Theory(Timeout = 180_000)]
    [InlineData("vi", "LỖI", "trung tâm (MQTT)")]
    [InlineData("en", "FAULT", "hub (MQTT)")]
    public async Task It_fits_80_columns_in_either_language_and_says_the_grade_in_words(string language, string word, string name)
    {
        await using var agent = await TestAgent.ProvisionedAsync();
        agent.Configuration = Kiosk;
        var (code, answer, _) = await agent.CommandAsync(null, "doctor", "--lang", language);
        Assert.Equal(1, code);
        var lines = answer.TrimEnd('\n').Split('\n');
        // A path that has no room on a line stands alone, whole: it can be copied.
        Assert.All(lines, line => Assert.True(line.Length < 80 || !line.Trim().Contains(' ', StringComparison.Ordinal), line));
        Assert.All(answer, c => Assert.False(char.IsControl(c) && c != '\n', $"U+{(int)c:x4}"));
        Assert.Contains(lines, line => line.StartsWith(word, StringComparison.Ordinal) && line.Contains(name, StringComparison.Ordinal));
        Assert.StartsWith("= ", lines[^1].StartsWith("  ", StringComparison.Ordinal) ? lines[^2] : lines[^1], StringComparison.Ordinal);
        Assert.Single(lines, line => line.Contains("gpio, printer, scanner", StringComparison.Ordinal) || line.Contains("nút và đèn, máy in", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("vi_VN.UTF-8", null, "vi")]
    [InlineData("vi_VN", null, "vi")]
    [InlineData("vi", null, "vi")]
    [InlineData("en_US.UTF-8", null, "en")]
    [InlineData("C", null, "en")]
    [InlineData("vietnamese", null, "en")]
    [InlineData(null, null, "en")]
    [InlineData("vi_VN.UTF-8", "C.UTF-8", "en")]
    [InlineData("en_US.UTF-8", "vi_VN.UTF-8", "vi")]
    [InlineData("vi_VN.UTF-8", "", "vi")]
    public void The_language_is_the_locales(string? lang, string? all, string language) =>
        Assert.Equal(language, TerminalLanguage.Of(name => name switch { "LANG" => lang, "LC_ALL" => all, _ => null }));

    [Fact]
    public void Every_subject_has_room_for_its_name_in_both_languages()
    {
        var subjects = typeof(Subject).GetFields().Select(f => f.GetValue(null)).OfType<Subject>().Concat(Edge.Agent.Devices.DeviceNames.WithTwin.Select(Edge.Agent.Doctor.Parts.DeviceFindings.Of)).ToList();
        Assert.True(subjects.Count > 20);
        Assert.All(subjects, s => Assert.InRange(s.Name.Vi.Length, 1, 17));
        Assert.All(subjects, s => Assert.InRange(s.Name.En.Length, 1, 17));
        Assert.Equal(subjects.Count, subjects.Select(s => s.Id).Distinct().Count());
    }

    [Fact]
    public void Text_of_others_moves_no_cursor_and_breaks_between_words()
    {
        var finding = Subject.Link.Fault("x", "a reason that is so long that it does not fit beside its name at all", new("x", "an act"), "\u001b[2Jcleared " + new string('y', 90));
        var lines = new ScreenText("en").Lines(finding).ToList();
        Assert.Equal("FAULT     link              a reason that is so long that it does not fit", lines[0]);
        Assert.Equal("                            beside its name at all", lines[1]);
        Assert.Equal("          -> an act", lines[2]);
        Assert.DoesNotContain(lines, l => l.Contains('\u001b', StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Trim().StartsWith(new string('y', 90), StringComparison.Ordinal));
    }
}
