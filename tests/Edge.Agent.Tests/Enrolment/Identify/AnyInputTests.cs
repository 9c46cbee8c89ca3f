using System.Diagnostics;
using System.Text;
using Edge.Agent.Enrolment.Identify;

namespace Edge.Agent.Tests.Enrolment.Identify;

/// <summary>No input crashes a parser or holds it up: random ones, and real ones with something changed. The seed of a failure is told.</summary>
public sealed class AnyInputTests
{
    private const int Count = 20_000;

    // Of one input; a machine that does other things takes its time, and a parser that hangs takes for ever.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private static readonly string[] Pieces =
    [
        "|", "||||||", "<", "<<", "0", "12", "001190000018", "01011990", "Nam", "Nữ", "\u0301", "\u0323\u0302", "\u202E", "\u2066", "\uFEFF", "\0", "\r\n", "\n", "\uD800", "\uDC00", "😀", "edge1:", "]Q1",
        "IDVNM", "VNM", "991231", "Đ", "đ", "ẫ", "ß", "ﬃ", "Ǆ", " ", "\u00A0", "\t", "ı", "İ", "٣", "三", "'", "\\", "%", "-", "+",
    ];

    private static readonly string[] Real = [.. CodeCase.Of("qr-cases.json").Concat(CodeCase.Of("mrz-cases.json")).Select(c => c.Text)];

    [Theory]
    [InlineData(20261129)]
    [InlineData(7)]
    public void Random_and_changed_inputs_are_all_answered(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < Count; i++)
        {
            var text = i % 2 == 0 ? Made(random) : Changed(random, Real[random.Next(Real.Length)]);
            var began = Stopwatch.GetTimestamp();
            try
            {
                Read(text);
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {seed}, input {i}: {e}\n{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}");
            }
            Assert.True(Stopwatch.GetElapsedTime(began) < Longest, $"seed {seed}, input {i} took {Stopwatch.GetElapsedTime(began)}");
        }
    }

    [Fact]
    public void The_longest_of_the_worst_letters_are_answered()
    {
        foreach (var piece in Pieces) Read(string.Concat(Enumerable.Repeat(piece, 4096 / piece.Length)));
        foreach (var piece in Pieces) Read($"001190000018||{string.Concat(Enumerable.Repeat(piece, 2000 / piece.Length))}|01011990|Nam|x|01012020");
    }

    private static void Read(string text)
    {
        var (qr, mrz) = (CardQr.Read(text), Mrz.Read(text, CodeCase.Today));
        Assert.Equal(qr.Kind is CodeKind.Card or CodeKind.Number, qr.Person is not null);
        Assert.Equal(qr.Kind == CodeKind.Other, qr.Problem is not null);
        Assert.Equal(mrz.Problem is null, mrz.Person is not null);
        Assert.InRange(qr.Warnings.Count, 0, 12);
        Assert.InRange(mrz.Warnings.Count, 0, 20);
        Edge.Agent.Enrolment.PersonView[] people = [.. new[] { qr.Person, mrz.Person }.OfType<Edge.Agent.Enrolment.PersonView>(), new() { Number = text, Name = text, Birth = text, Sex = text, Source = Sources.Typed }];
        foreach (var person in people.SkipLast(1)) Assert.True(person.Number is null || PersonalNumber.Read(person.Number) is not null);
        Assert.InRange(CrossCheck.Of(people, qr.Dates ?? mrz.Dates, CodeCase.Today).Count, 0, 30);
    }

    private static string Made(Random random)
    {
        var text = new StringBuilder();
        for (var left = random.Next(40); left > 0; left--)
        {
            if (random.Next(4) == 0) text.Append((char)random.Next(0x10000));
            else text.Append(Pieces[random.Next(Pieces.Length)]);
        }
        return text.ToString();
    }

    private static string Changed(Random random, string text)
    {
        var changed = new StringBuilder(text);
        for (var left = random.Next(1, 6); left > 0; left--)
        {
            var at = random.Next(changed.Length + 1);
            switch (random.Next(4))
            {
                case 0 when at < changed.Length:
                    changed.Remove(at, random.Next(1, Math.Min(8, changed.Length - at) + 1));
                    break;
                case 1 when at < changed.Length:
                    changed[at] = (char)random.Next(0x3000);
                    break;
                case 2:
                    changed.Insert(at, changed.ToString(at, Math.Min(12, changed.Length - at)));
                    break;
                default:
                    changed.Insert(at, Pieces[random.Next(Pieces.Length)]);
                    break;
            }
        }
        return changed.ToString();
    }
}
