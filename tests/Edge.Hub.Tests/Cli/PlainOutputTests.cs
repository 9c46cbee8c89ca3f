using System.Globalization;
using System.Text;
using Edge.Hub.Accounts;
using Edge.Hub.Archive;
using Edge.Hub.Cli;
using Edge.Hub.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Tests.Cli;

/// <summary>A board that writes escapes, new lines and marks that turn the writing round into all that is its own to say.</summary>
public sealed class PlainOutputTests
{
    private const string Evil = "1\u001b[2J\u001b]0;x\u0007\r\nFORGED\u202e\u2066\u200f\u0085\u2028\u009b2J";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_of_what_a_board_says_moves_the_operators_terminal_or_begins_a_line()
    {
        await using var hub = await HubHarness.StartAsync();
        await hub.AddAsync("kiosk-1");
        await WriteAsync(hub);
        string[][] commands = [["status"], ["status", "--json"], ["node", "list"], ["node", "show", "kiosk-1"], ["node", "show", "kiosk-1", "--json"], ["record", "list"], ["record", "list", "--json"], ["record", "show", RecordId.ToString()], ["trust", "show"]];
        var said = new StringBuilder();
        foreach (var command in commands)
        {
            using var output = new StringWriter();
            using var error = new StringWriter();
            Assert.Equal(0, await HubCli.RunAsync([.. command, "--data", hub.Paths.Data], output, error, Token));
            RequirePlain(output.ToString());
            RequirePlain(error.ToString());
            said.Append(output);
        }
        // It was there to be shown.
        Assert.Contains(@"1\u{1b}[2J", said.ToString(), StringComparison.Ordinal);

        using var browser = await Browser.SignedInAsync(hub, Role.Viewer);
        foreach (var path in new[] { "/", "/board/kiosk-1", "/custody" })
        {
            using var answer = await browser.SendAsync(HttpMethod.Get, path);
            Assert.True(answer.IsSuccessStatusCode, path);
            // The grid's own markup ends its lines so.
            RequirePlain((await answer.Content.ReadAsStringAsync(Token)).Replace("\r\n", "\n", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Nor_does_what_is_given_on_the_command_line()
    {
        using var error = new StringWriter();
        Assert.Equal(64, await HubCli.RunAsync(["node", "show", Evil], TextWriter.Null, error, Token));
        RequirePlain(error.ToString());
        Assert.Contains("FORGED", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_reads_as_ever()
    {
        using var output = new StringWriter();
        Assert.Equal(0, await HubCli.RunAsync(["node", "add", "--help"], output, TextWriter.Null, Token));
        Assert.DoesNotContain(@"\u{", output.ToString(), StringComparison.Ordinal);
        Assert.True(output.ToString().Split('\n').Length > 5);
    }

    private static Guid RecordId { get; } = Guid.Parse("0192a000-0000-7000-8000-000000000001");

    private static async Task WriteAsync(HubHarness hub)
    {
        var now = hub.Time.Now;
        await using var db = await hub.Get<IDbContextFactory<HubDb>>().CreateDbContextAsync(Token);
        db.Add(new BoardContact { Node = "kiosk-1", LastContactAt = now, Version = Evil, HeadSequence = 1 });
        db.Add(new Incident { Node = "kiosk-1", Kind = Evil, Detail = Evil, Count = 1, FirstAt = now, LastAt = now });
        db.Add(new ArchivedRecord
        {
            Node = "kiosk-1", RecordId = RecordId, ChainId = RecordId, Sequence = 1, PreviousDigest = new byte[32], Kind = Evil, Outcome = Evil, SealedSize = 1, RecipientKeyId = Evil,
            Manifest = [], ManifestDigest = new byte[32], Signature = [], AcceptedAt = now, FirstSeenAt = now, State = RecordState.Receiving, Path = Evil, Carrier = Evil,
        });
        await db.SaveChangesAsync(Token);
    }

    private static void RequirePlain(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\n') continue;
            Assert.False(Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator, $"U+{rune.Value:X4} in {text}");
        }
        Assert.DoesNotContain(text.Split('\n'), line => line.StartsWith("FORGED", StringComparison.Ordinal));
    }
}
