using Edge.Agent.Identity;
using Edge.Agent.Identity.Settings;
using Edge.Agent.Tests.Support;
using Edge.Contracts.Settings;
using Edge.Hosting.Linux;
using Edge.Testing.Time;

namespace Edge.Agent.Tests.Identity.Settings;

public sealed class AddressBookTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly FaultyDisk _disk = new();
    private readonly ManualTime _time = new() { Now = DateTimeOffset.UnixEpoch.AddYears(57) };
    private readonly AgentIdentity _identity;
    private readonly SettingsStore _settings;

    public AddressBookTests()
    {
        DurableFile.EnsureFolder(new LinuxDisk(), _folder.Data.Identity);
        _identity = TestKeys.Shared.Identity() with { Trust = TestKeys.Shared.Trust(_folder.Data) };
        _settings = TestSettings.Store(_identity, _folder.Data);
    }

    [Fact]
    public void A_board_that_was_told_nothing_knows_where_it_was_provisioned_for()
    {
        Assert.Equal([("hub.example:8883", false, true)], Shown(Load()));
        Assert.Equal([new HubAddress("hub.example", 8443)], Load().Https);
    }

    [Fact]
    public void What_is_told_comes_first_and_what_answered_stays_however_many_wrong_ones_follow()
    {
        var book = Load();
        Tell(1, "second.example:8883");
        Assert.Equal([("second.example:8883", true, false), ("hub.example:8883", false, true)], Shown(book));
        book.Answered(TestSettings.Address("second.example:8883"));
        Tell(2, "wrong.example:8883");
        Tell(3, "another-wrong.example:8883", "[2001:db8::1]:8883");
        Assert.Equal([("another-wrong.example:8883", true, false), ("[2001:db8::1]:8883", true, false), ("second.example:8883", false, true), ("hub.example:8883", false, true)], Shown(book));
        Assert.Equal(Shown(book), Shown(Load()));
        Assert.Equal(_time.GetUtcNow(), Load().Mqtt[2].AnsweredAt);
    }

    [Fact]
    public void The_newest_eight_that_answered_are_kept_and_the_provisioned_one_for_ever()
    {
        var book = Load();
        for (var i = 1; i <= 12; i++) book.Answered(TestSettings.Address($"hub-{i}.example:8883"));
        Assert.Equal([.. Enumerable.Range(5, 8).Reverse().Select(i => ($"hub-{i}.example:8883", false, true)), ("hub.example:8883", false, true)], Shown(Load()));
    }

    [Fact]
    public void A_told_address_that_is_the_provisioned_one_in_other_letters_is_one()
    {
        Tell(1, "HUB.example:8883");
        Assert.Equal([("hub.example:8883", true, true)], Shown(Load()));
    }

    [Fact]
    public void A_file_that_is_damaged_or_could_not_be_written_costs_no_more_than_another_proof()
    {
        var book = Load();
        _disk.Fault = (_, _) => FaultyDisk.InputOutput;
        book.Answered(TestSettings.Address("second.example:8883"));
        _disk.Fault = (_, _) => null;
        Assert.Equal([("second.example:8883", false, true), ("hub.example:8883", false, true)], Shown(book));
        Assert.Equal([("hub.example:8883", false, true)], Shown(Load()));
        book = Load();
        book.Answered(TestSettings.Address("second.example:8883"));
        Assert.Equal(2, Load().Mqtt.Count);
        var path = new IdentityFiles(_folder.Data).HubAddresses;
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        DurableFile.Write(path, bytes);
        Assert.Equal([("hub.example:8883", false, true)], Shown(Load()));
    }

    [Fact]
    public void Renewals_ask_where_was_told_then_where_was_told_before_then_where_the_board_was_provisioned_for()
    {
        Take(1, s => s.HttpsAddresses.Add("one.example:8443"));
        Take(2, s => s.HttpsAddresses.AddRange(["two.example:8443", "[2001:db8::1]:443"]));
        Assert.Equal([new("two.example", 8443), new("2001:db8::1", 443), new("one.example", 8443), new HubAddress("hub.example", 8443)], Load().Https);
    }

    public void Dispose() => _folder.Dispose();

    private AddressBook Load() => TestSettings.Book(_identity, _folder.Data, _time, _settings, _disk);

    private void Tell(ulong version, params string[] addresses) => Take(version, s => s.MqttAddresses.AddRange(addresses));

    private void Take(ulong version, Action<Contracts.Wire.SettingsFile> change) => _settings.Take(version, TestSettings.Bytes(version, change));

    private static List<(string, bool, bool)> Shown(AddressBook book) => [.. book.Mqtt.Select(a => ($"{a.Address}", a.Told, a.Proven))];
}
