using System.Text;
using Edge.Agent.Custody;

namespace Edge.Agent.Tests.Custody;

/// <summary>What two readers would take differently is refused where somebody can still look.</summary>
public sealed class FieldsCheckTests
{
    [Theory]
    [InlineData("{\"id\":\"001\",\"id\":\"002\"}", "twice (line 1, byte 12)")]
    [InlineData("{\"id\":1,\n  \"\\u0069d\":2}", "twice (line 2, byte 2)")]          // by an escape the same name
    [InlineData("{\"a\":[{\"b\":{\"c\":1,\"c\":1}}]}", "twice (line 1, byte 18)")]
    [InlineData("{\"name\":\"Nguy\\ud800n\"}", "surrogate pair (line 1, byte 8)")]
    [InlineData("{\"name\":\"Nguy\\uDC00n\"}", "surrogate pair (line 1, byte 8)")]
    [InlineData("{\"n\":\"\\ud83d\"}", "surrogate pair")]
    [InlineData("{\"n\":\"\\ud83d\\n\"}", "surrogate pair")]
    [InlineData("{\"n\":\"\\ud83d\\ud83d\\ude00\"}", "surrogate pair")]
    [InlineData("{\"a\":1,\n\"n\\ud800\":1}", "surrogate pair (line 2, byte 0)")]
    [InlineData("{\"a\":\"x\\u0000y\"}", "U+0000 (line 1, byte 5)")]
    [InlineData("{\"a\":1}{}", "not valid JSON")]
    [InlineData("[1]", "JSON object")]
    [InlineData("", "missing")]
    public void Doubtful_fields_are_refused_with_the_place_and_no_content(string json, string named)
    {
        var problem = FieldsCheck.Problem(Encoding.UTF8.GetBytes(json));
        Assert.NotNull(problem);
        Assert.Contains(named, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("Nguy", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"a\":{\"x\":1},\"b\":{\"x\":1},\"x\":[{\"x\":1},{\"x\":1}]}")]   // one name in several objects
    [InlineData("{\"tên\":\"Ê Đê\",\"Tên\":\"\\ud83d\\ude00 \\\\ud800 \\u00e9\"}")]   // a whole pair, and a backslash before a u
    [InlineData("{\"a\":\"\\\\\\\\u0000\\\"\\\\\"}")]
    public void What_every_reader_reads_alike_is_taken(string json) => Assert.Null(FieldsCheck.Problem(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Half_a_pair_in_bytes_is_no_utf8() => Assert.Contains("UTF-8", FieldsCheck.Problem([.. "{\"a\":\""u8, 0xED, 0xA0, 0x80, .. "\"}"u8]), StringComparison.Ordinal);
}
