using Edge.Agent.Devices.Codes;
using Edge.Agent.Enrolment.Identify;

namespace Edge.Agent.Tests.Enrolment.Identify;

public sealed class CardQrTests
{
    private const string Card = "001190000018||Nguyễn Thị Mẫu|01011990|Nữ|Xã Thử|01012022";

    private static readonly IReadOnlyList<CodeCase> All = CodeCase.Of("qr-cases.json");

    public static TheoryData<string> Names => [.. All.Select(c => c.Name)];

    [Fact]
    public void There_are_two_hundred_inputs_and_more() => Assert.InRange(All.Count + CodeCase.Of("mrz-cases.json").Count, 250, int.MaxValue);

    [Theory, MemberData(nameof(Names))]
    public void Code_is_read_as_expected(string name)
    {
        var expected = All.Single(c => c.Name == name);
        var read = CardQr.Read(expected.Text);
        Assert.Equal((expected.Kind, expected.Problem), (read.Kind.ToString(), read.Problem));
        Assert.Equal((expected.Number, expected.Who), (read.Person?.Number, read.Person?.Name));
        Assert.Equal((expected.Birth, expected.Sex), (read.Person?.Birth, read.Person?.Sex));
        Assert.Equal((expected.Old, expected.Extra), (read.OldNumber, read.Extra.Count));
        Assert.Equal(expected.Address, read.Person?.Address);
        Assert.Equal(expected.Warnings, CodeCase.Codes(read.Warnings));
        if (read.Person is { } person) Assert.Equal(expected.Cross, CodeCase.Codes(CrossCheck.Of([person], read.Dates, CodeCase.Today)));
    }

    [Fact]
    public void Further_fields_stay_as_they_stand_there() =>
        Assert.Equal(["", "Nguye\u0302\u0303n", "\u202Ex"], CardQr.Read(Card + "||Nguye\u0302\u0303n|\u202Ex").Extra);

    [Fact]
    public void A_code_is_read_up_to_its_longest_and_no_further()
    {
        var longest = $"{Card}|{new string('y', CodeLimit.Characters - Card.Length - 1)}";
        Assert.Equal((CodeKind.Card, 1), (CardQr.Read(longest).Kind, CardQr.Read(longest).Extra.Count));
        Assert.Equal((CodeKind.Other, "too-long"), (CardQr.Read(longest + "y").Kind, CardQr.Read(longest + "y").Problem));
        Assert.Equal("no-card", CardQr.Read(new string('|', CodeLimit.Characters)).Problem);
    }

    [Fact]
    public void Every_warning_has_both_sentences_and_none_of_them_tells_what_was_read()
    {
        foreach (var expected in All)
        {
            var read = CardQr.Read(expected.Text);
            foreach (var warning in read.Warnings.Concat(read.Person is { } person ? CrossCheck.Of([person], read.Dates, CodeCase.Today) : []))
            {
                Assert.Matches("^[a-z0-9-]+$", warning.Code);
                Assert.EndsWith(".", warning.Vietnamese, StringComparison.Ordinal);
                Assert.EndsWith(".", warning.English, StringComparison.Ordinal);
                foreach (var told in new[] { read.Person?.Number, read.Person?.Name, read.Person?.Birth }.OfType<string>())
                {
                    Assert.DoesNotContain(told, warning.Vietnamese, StringComparison.Ordinal);
                    Assert.DoesNotContain(told, warning.English, StringComparison.Ordinal);
                }
            }
        }
    }
}
