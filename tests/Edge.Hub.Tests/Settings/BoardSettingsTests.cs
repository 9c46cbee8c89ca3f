using System.Text.Json.Nodes;
using Edge.Contracts;
using Edge.Contracts.Settings;
using Edge.Contracts.Wire;
using Edge.Hub.Audit;
using Edge.Hub.Settings;
using Edge.Hub.Tests.Trust;
using Edge.Hub.Trust;
using Edge.Testing.Time;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Tests.Settings;

public sealed class BoardSettingsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task A_draft_reaches_nobody_and_an_issue_reaches_its_group_and_both_are_on_record()
    {
        await using var bench = await SettingsBench.OpenAsync();
        var (east, west) = (await bench.Ingest.BoardAsync("one", "east"), await bench.Ingest.BoardAsync("two", "west"));
        await bench.Settings.DraftAsync(Actor.User("lan"), "east", Json("""{"mqttAddresses":["new.example:8883"]}"""), Token);
        Assert.Null(await bench.OfferedAsync(east));
        var view = await bench.Settings.IssueAsync(Actor.Token("automation"), "east", Token);
        Assert.Empty(view.Drafts);
        Assert.Null(await bench.OfferedAsync(west));
        var file = await bench.TakeAsync(east, "one", "east");
        Assert.Equal(("east", "new.example:8883"), (file.Group, Assert.Single(file.MqttAddresses)));
        Assert.Null(await bench.OfferedAsync(east));
        Assert.Equal([("user:lan", "settings-drafted", "group east", "changed: mqttAddresses"), ("token:automation", "settings-issued", "group east", $"version {file.Version}: MQTT new.example:8883")],
            (await bench.AuditAsync()).Select(e => (e.Actor, e.Act, e.Target, e.Detail)));
    }

    [Fact(Timeout = 120_000)]
    public async Task What_is_issued_for_all_reaches_every_group_and_leaves_it_what_it_has_of_its_own()
    {
        await using var bench = await SettingsBench.OpenAsync();
        var (east, west) = (await bench.Ingest.BoardAsync("one", "east"), await bench.Ingest.BoardAsync("two", "west"));
        await bench.IssueAsync("east", """{"place":"Na Ngoi","services":{"services":{"card":{"steps":[]}}}}""");
        await bench.TakeAsync(east, "one", "east");
        var version = await bench.IssueAsync("", """{"mqttAddresses":["new.example:8883"],"httpsAddresses":["new.example:8443"],"place":"Somewhere","hours":[{"days":["monday","sunday"],"from":"07:30","to":"11:30"},{"date":"2027-02-10"}]}""");
        var (toEast, toWest) = (await bench.TakeAsync(east, "one", "east"), await bench.TakeAsync(west, "two", "west"));
        Assert.Equal(((ulong)version, (ulong)version), (toEast.Version, toWest.Version));
        Assert.Equal(("Na Ngoi", "new.example:8883", "Somewhere", "", ""), (toEast.Place, toEast.MqttAddresses[0], toWest.Place, toWest.Group, toWest.Services.ToStringUtf8()));
        Assert.Equal("""{"services":{"card":{"steps":[]}}}""", toEast.Services.ToStringUtf8());
        Assert.Equal([new OpeningTime { Days = 0x41, FromMinute = 450, ToMinute = 690 }, new OpeningTime { Date = 20270210 }], toWest.Hours.Times);
        // Taken out of its own, the group has what all have.
        await bench.IssueAsync("east", """{"place":null}""");
        Assert.Equal("Somewhere", (await bench.TakeAsync(east, "one", "east")).Place);
    }

    [Fact(Timeout = 120_000)]
    public async Task What_each_board_has_is_shown_by_what_it_says()
    {
        await using var bench = await SettingsBench.OpenAsync();
        var boards = new Dictionary<string, Ingest.SimulatedBoard>();
        foreach (var node in (string[])["has", "refuses", "silent", "waits"]) boards[node] = await bench.Ingest.BoardAsync(node, "east");
        var version = await bench.IssueAsync("", """{"place":"Na Ngoi"}""");
        await bench.TakeAsync(boards["has"], "has", "east");
        await bench.Ingest.SayAsync(boards["has"].Offer());
        await bench.Ingest.SayAsync(boards["waits"].Offer());
        var refusal = boards["refuses"].NextOffer(0);
        refusal.Objects.Add(new ObjectVersion { Name = Names.SettingsObject, Refused = (ulong)version, Refusal = "not for\u001b[2J me" + new string('x', 1000) });
        await bench.Ingest.SayAsync(boards["refuses"].Message("offer", refusal));

        var view = await bench.Views.ShowAsync("", all: true, Token);
        Assert.Equal([("has", version, SettingsState.Current), ("refuses", 0, SettingsState.Refused), ("silent", 0, SettingsState.Waiting), ("waits", 0, SettingsState.Waiting)], view.Listed.Select(b => (b.Node, b.Version, b.State)));
        Assert.Equal((1, 2), (view.Boards[SettingsState.Current], view.Boards[SettingsState.Waiting]));
        Assert.Equal(["refuses", "silent", "waits"], (await bench.Views.ShowAsync("", all: false, Token)).Listed.Select(b => b.Node));
        Assert.Empty((await bench.Views.ShowAsync("north", all: true, Token)).Listed);
        var why = view.Listed[1].Why!;
        Assert.DoesNotContain('\u001b', why);
        Assert.InRange(why.Length, 100, 2 * Limits.RefusalLetters);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_board_that_has_it_and_is_not_there_yet_is_told_apart_from_one_that_is()
    {
        await using var bench = await SettingsBench.OpenAsync();
        (string Node, string Address)[] all = [("there", "NEW.example:8883"), ("not-there", "old.example:8883"), ("says-nothing", ""), ("rubbish", "\u001b[2J" + new string('x', 5000))];
        var boards = new Dictionary<string, Ingest.SimulatedBoard>();
        foreach (var (node, _) in all) boards[node] = await bench.Ingest.BoardAsync(node, "east");
        await bench.IssueAsync("", """{"mqttAddresses":["new.example:8883","old.example:8883"]}""");
        foreach (var (node, address) in all)
        {
            await bench.TakeAsync(boards[node], node, "east");
            await SayAsync(node, address);
        }
        Assert.Equal([("not-there", "old.example:8883", SettingsState.Elsewhere), ("rubbish", "", SettingsState.Current), ("says-nothing", "", SettingsState.Current), ("there", "NEW.example:8883", SettingsState.Current)], await ListedAsync(all: true));
        Assert.Equal("not-there", Assert.Single(await ListedAsync(all: false)).Node);
        await SayAsync("not-there", "new.example:8883");
        Assert.Empty(await ListedAsync(all: false));
        // Settings that name no address send nobody anywhere.
        await bench.IssueAsync("", """{"mqttAddresses":null,"place":"Na Ngoi"}""");
        await bench.TakeAsync(boards["there"], "there", "east");
        await SayAsync("there", "old.example:8883");
        Assert.Equal(SettingsState.Current, (await ListedAsync(all: true)).Single(b => b.Node == "there").State);

        async Task SayAsync(string node, string address)
        {
            var offer = boards[node].NextOffer(0);
            offer.Address = address;
            await bench.Ingest.SayAsync(boards[node].Message("offer", offer));
        }

        async Task<IEnumerable<(string Node, string Address, SettingsState State)>> ListedAsync(bool all) => (await bench.Views.ShowAsync("", all, Token)).Listed.Select(b => (b.Node, b.Address, b.State));
    }

    // A hub that was restored does not know the last versions it gave. Boards keep theirs, the operator sees it, and the next issue gets past them; a version no clock can have given holds nobody up.
    [Fact(Timeout = 120_000)]
    public async Task A_restored_hub_gets_ahead_of_what_boards_have()
    {
        await using var bench = await SettingsBench.OpenAsync();
        var (board, liar) = (await bench.Ingest.BoardAsync("one", "east"), await bench.Ingest.BoardAsync("liar", "east"));
        var version = await bench.IssueAsync("", """{"place":"Na Ngoi"}""");
        var ahead = version + 3600;
        board.Objects[Names.SettingsObject] = (ulong)ahead;
        liar.Objects[Names.SettingsObject] = ulong.MaxValue;
        Assert.Null(await bench.OfferedAsync(board));
        await bench.Ingest.SayAsync(liar.Offer());
        Assert.Equal([SettingsState.Ahead, SettingsState.Ahead], (await bench.Views.ShowAsync("", all: false, Token)).Listed.Select(b => b.State));
        // The same once more.
        await bench.Settings.IssueAsync(Actor.CommandLine, "", Token);
        Assert.Equal((ulong)ahead + 1, (await bench.TakeAsync(board, "one", "east")).Version);
    }

    [Fact(Timeout = 120_000)]
    public async Task What_is_committed_is_offered_although_whoever_issued_it_has_left()
    {
        await using var bench = await SettingsBench.OpenAsync();
        var board = await bench.Ingest.BoardAsync("one", "east");
        await bench.Settings.DraftAsync(Actor.User("lan"), "east", Json("""{"place":"Na Ngoi"}"""), Token);
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var before = await bench.Hub.Archive.TurnAsync(Token);
        var issuing = bench.Settings.IssueAsync(Actor.User("lan"), "east", caller.Token);
        // Turns are given in the order of coming: this one between what is issued and what is put on offer.
        var between = bench.Hub.Archive.TurnAsync(Token);
        before.Dispose();
        using (await between) await caller.CancelAsync();
        await ((Task)issuing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        Assert.Equal("Na Ngoi", (await bench.TakeAsync(board, "one", "east")).Place);
    }

    [Fact(Timeout = 120_000)]
    public async Task What_cannot_be_signed_now_keeps_no_hub_from_starting_and_is_offered_later()
    {
        await using var bench = await SettingsBench.OpenAsync();
        var (east, west) = (await bench.Ingest.BoardAsync("one", "east"), await bench.Ingest.BoardAsync("two", "west"));
        await bench.IssueAsync("east", """{"place":"Na Ngoi"}""");
        await SqlAsync(bench, "ALTER TABLE SignedSettings RENAME TO Gone");
        bench.Restart();
        await bench.Shelf.StartAsync(Token);
        await bench.Settings.DraftAsync(Actor.User("lan"), "west", Json("""{"place":"Mường Lay"}"""), Token);
        Assert.Single((await bench.Settings.IssueAsync(Actor.User("lan"), "west", Token)).Issued);
        Assert.Null(await bench.OfferedAsync(west));
        await SqlAsync(bench, "ALTER TABLE Gone RENAME TO SignedSettings");
        await Until.TrueAsync(async () => await bench.OfferedAsync(west) is not null, "what could not be signed is offered");
        Assert.Equal(("Na Ngoi", "Mường Lay"), ((await bench.TakeAsync(east, "one", "east")).Place, (await bench.TakeAsync(west, "two", "west")).Place));
        await bench.Shelf.StopAsync(Token);
    }

    [Fact(Timeout = 120_000)]
    public async Task Settings_that_can_be_read_no_more_are_in_the_way_of_no_other_groups()
    {
        await using var bench = await SettingsBench.OpenAsync();
        var (east, west) = (await bench.Ingest.BoardAsync("one", "east"), await bench.Ingest.BoardAsync("two", "west"));
        await bench.IssueAsync("east", """{"place":"Na Ngoi"}""");
        await SqlAsync(bench, "UPDATE IssuedSettings SET Whole = '[]'");
        await bench.IssueAsync("west", """{"place":"Mường Lay"}""");
        Assert.Equal("Mường Lay", (await bench.TakeAsync(west, "two", "west")).Place);
        await bench.IssueAsync("east", """{"place":"Na Ngoi"}""");
        Assert.Equal("Na Ngoi", (await bench.TakeAsync(east, "one", "east")).Place);
    }

    // The trust file changes while settings are issued: whoever comes last has read what the other wrote.
    [Fact(Timeout = 120_000)]
    public async Task Of_two_refreshes_at_once_the_later_one_is_on_offer()
    {
        await using var bench = await SettingsBench.OpenAsync();
        var board = await bench.Ingest.BoardAsync("one", "east");
        for (var i = 0; i < 20; i++)
        {
            var others = Enumerable.Range(0, 4).Select(_ => Task.Run(() => bench.Shelf.RefreshAsync(Token), Token)).ToList();
            var version = await bench.IssueAsync("east", $$"""{"place":"{{i}}"}""");
            await Task.WhenAll(others);
            Assert.Equal((ulong)version, (await bench.OfferedAsync(board))?.Version);
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task What_was_signed_keeps_its_bytes_over_a_restart()
    {
        await using var bench = await SettingsBench.OpenAsync();
        var board = await bench.Ingest.BoardAsync("one", "east");
        await bench.IssueAsync("", """{"place":"Na Ngoi"}""");
        var before = await bench.OfferedAsync(board);
        bench.Restart();
        await bench.Shelf.RefreshAsync(Token);
        Assert.Equal(before, await bench.OfferedAsync(board));
        // Of earlier versions only the words are kept.
        await bench.IssueAsync("", """{"place":"Mường Lay"}""");
        await using var db = await bench.Hub.Databases.CreateDbContextAsync(Token);
        Assert.Equal((1, 2), (await db.Set<SignedSettingsBytes>().CountAsync(Token), await db.Set<IssuedSettings>().CountAsync(Token)));
    }

    [Fact(Timeout = 120_000)]
    public async Task Each_board_gets_them_by_the_key_it_believes_and_after_a_new_trust_file_by_the_new_one()
    {
        await using var bench = await SettingsBench.OpenAsync();
        var (old, renewed) = (await bench.Ingest.BoardAsync("old", "east"), await bench.Ingest.BoardAsync("new", "east"));
        var first = bench.Hub.Keys.Trust;
        await bench.IssueAsync("", """{"place":"Na Ngoi"}""");
        var next = TrustBench.Publish(bench.Hub, new StageRequest { NewReceipt = true });
        await bench.Shelf.RefreshAsync(Token);
        renewed.TrustVersion = 2;
        Assert.Equal(first.ReceiptKeys[0].Id, (await bench.TakeAsync(old, "old", "east", first)).KeyId);
        Assert.Equal(next, (await bench.TakeAsync(renewed, "new", "east")).KeyId);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("", """{"mqttAddresses":["http://hub"]}""", "HOST:PORT")]
    [InlineData("", """{"mqttAdresses":["hub.example:8883"]}""", "'mqttAdresses' is no part of the settings")]
    [InlineData("", """{"place":"x","Nguyen Van A 012345678901":null}""", "is no part of the settings")]
    [InlineData("", """{"Place":null}""", "is no part of the settings")]
    [InlineData("", """{"hours":[{"days":["monday"],"from":"7:30","to":"11:30"}]}""", "not written as 07:30")]
    [InlineData("", """{"hours":[{"days":[1],"from":"07:30","to":"11:30"}]}""", "JSON")]
    [InlineData("", """{"hours":[null]}""", "hours")]
    [InlineData("", """{"hours":[{"date":"10.2.2027"}]}""", "2027-02-10")]
    [InlineData("", """{"mqttAddresses":[null]}""", "HOST:PORT")]
    [InlineData("nobody", """{"place":"x"}""", "no board is in the group nobody")]
    [InlineData("../x", """{"place":"x"}""", "a group is")]
    public async Task What_no_board_would_take_is_no_draft(string group, string change, string why)
    {
        await using var bench = await SettingsBench.OpenAsync();
        await bench.Ingest.BoardAsync("one", "east");
        Assert.Contains(why, (await Assert.ThrowsAsync<MalformedException>(() => bench.Settings.DraftAsync(Actor.CommandLine, group, Json(change), Token))).Message, StringComparison.Ordinal);
        Assert.Empty((await bench.Views.ShowAsync("", all: true, Token)).Drafts);
        Assert.Empty(await bench.AuditAsync());
        if (group.Length == 0) Assert.Contains("nothing", (await Assert.ThrowsAsync<MalformedException>(() => bench.Settings.IssueAsync(Actor.CommandLine, group, Token))).Message.Replace("no settings", "nothing", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_board_that_asks_is_shown_on_its_connection_that_the_hub_is_there_and_others_pay_nothing()
    {
        await using var bench = await SettingsBench.OpenAsync();
        var board = await bench.Ingest.BoardAsync("one", "east");
        Assert.Null((await bench.Ingest.SayAsync(board.Offer())).Presence);
        board.Reconnect();
        var offer = board.NextOffer(0);
        offer.Prove = true;
        var have = await bench.Ingest.SayAsync(board.Message("offer", offer));
        HubPresences.Verify(have.Presence, "one", offer.Incarnation, board.Connection, bench.Hub.Keys.Trust);
        Assert.Throws<MalformedException>(() => HubPresences.Verify(have.Presence, "one", offer.Incarnation, board.Connection + 1, bench.Hub.Keys.Trust));
        Assert.Null((await bench.Ingest.SayAsync(board.Offer())).Presence);
    }

    private static async Task SqlAsync(SettingsBench bench, string sql)
    {
        await using var db = await bench.Hub.Databases.CreateDbContextAsync(Token);
        await db.Database.ExecuteSqlRawAsync(sql, Token);
    }

    private static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();
}
