using Edge.Agent.Enrolment.Services;
using Edge.Agent.Identity;
using Edge.Agent.Identity.Settings;
using Edge.Agent.Kiosk.Settings;
using Edge.Agent.Tests.Support;
using Edge.Contracts;
using Edge.Contracts.Signing;
using Edge.Contracts.Wire;
using Edge.Hosting.Linux;
using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Tests.Identity.Settings;

public sealed class SettingsStoreTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly FaultyDisk _disk = new();
    private readonly AgentIdentity _identity;
    private readonly IdentityFiles _files;

    public SettingsStoreTests()
    {
        DurableFile.EnsureFolder(new LinuxDisk(), _folder.Data.Identity);
        (_identity, _files) = (TestKeys.Shared.Identity() with { Trust = TestKeys.Shared.Trust(_folder.Data) }, new IdentityFiles(_folder.Data));
    }

    [Fact]
    public void Newer_settings_of_the_hub_are_in_force_and_survive_the_end_of_the_agent()
    {
        var store = Load();
        Assert.Equal((0UL, (SettingsFile?)null), (store.Version, store.Current));
        store.Take(7, TestSettings.Bytes(7, s => s.MqttAddresses.Add("new.example:8883")));
        store.Take(9, TestSettings.Bytes(9, s => s.Place = "Na Ngoi"));
        Assert.Equal((9UL, "Na Ngoi", 7UL), (store.Version, store.Current!.Place, store.Before!.Version));
        Assert.Equal((9UL, 7UL), (Load().Version, Load().Before!.Version));
        Assert.Null(Load().Problem);
    }

    [Fact]
    public void What_is_not_the_hubs_not_newer_or_not_for_this_board_changes_nothing_and_is_said()
    {
        var store = Load();
        var present = TestSettings.Bytes(5);
        store.Take(5, present);
        using var thief = SigningKey.Create();
        Refused(5, present, "never goes back");
        Refused(4, TestSettings.Bytes(4), "never goes back");
        Refused(7, TestSettings.Bytes(6), "offered as 7");
        Refused(6, TestSettings.Bytes(6, by: thief), "not in trust file");
        // The node's own key, and the root, sign other things.
        Refused(6, TestSettings.Bytes(6, by: TestKeys.Shared.Root), "not in trust file");
        Refused(6, TestSettings.Bytes(6, s => s.Group = "south"), "this board is of 'north'");
        var changed = TestSettings.Bytes(6, s => s.Place = "abc");
        changed[Array.IndexOf(changed, (byte)'b')]++;
        Refused(6, changed, "does not verify");
        Refused(6, [1, 2, 3], "not readable");
        Assert.Equal((5UL, 5UL), (store.Version, Load().Version));
        // Taken later, nothing is refused any more.
        store.Take(8, TestSettings.Bytes(8, s => s.Group = ""));
        Assert.Null(store.Refused);

        void Refused(ulong version, byte[] bytes, string why)
        {
            Assert.Contains(why, Assert.Throws<MalformedException>(() => store.Take(version, bytes)).Message, StringComparison.Ordinal);
            Assert.Equal(version, store.Refused!.Version);
            Assert.Contains(why, store.Refused.Why, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("create")]
    [InlineData("write")]
    [InlineData("fsync")]
    [InlineData("rename")]
    public void What_cannot_be_written_down_is_not_in_force_and_may_be_taken_again(string operation)
    {
        var store = Load();
        store.Take(1, TestSettings.Bytes(1));
        _disk.Fault = (o, _) => o == operation ? FaultyDisk.InputOutput : null;
        Assert.ThrowsAny<IOException>(() => store.Take(2, TestSettings.Bytes(2)));
        Assert.Equal((1UL, 1UL), (store.Version, Load().Version));
        _disk.Fault = (_, _) => null;
        store.Take(2, TestSettings.Bytes(2));
        Assert.Equal((2UL, 2UL), (store.Version, Load().Version));
    }

    // Cut at every file operation of a second version's arrival: either is in force, and the next start takes it again.
    [Fact]
    public void A_power_cut_at_any_step_leaves_one_of_the_two()
    {
        var seen = new List<ulong>();
        for (var step = 0; ; step++)
        {
            File.Delete(_files.Settings);
            File.Delete(_files.SettingsBefore);
            Load().Take(1, TestSettings.Bytes(1));
            var store = Load();
            var left = step;
            _disk.Fault = (_, _) => left-- <= 0 ? FaultyDisk.InputOutput : null;
            var done = Xunit.Record.Exception(() => store.Take(2, TestSettings.Bytes(2))) is null;
            _disk.Fault = (_, _) => null;
            var after = Load();
            Assert.Null(after.Problem);
            seen.Add(after.Version);
            if (after.Version == 1) after.Take(2, TestSettings.Bytes(2));
            Assert.Equal((2UL, 1UL), (Load().Version, Load().Before!.Version));
            if (done) break;
            Assert.True(step < 100);
        }
        Assert.Equal(seen.Order(), seen);
        Assert.Contains(1UL, seen);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Damaged_settings_give_way_to_the_ones_before_until_the_hub_sends_the_newest(bool truncated)
    {
        var store = Load();
        store.Take(1, TestSettings.Bytes(1));
        store.Take(2, TestSettings.Bytes(2));
        var bytes = File.ReadAllBytes(_files.Settings);
        bytes[40] ^= 1;
        DurableFile.Write(_files.Settings, truncated ? bytes[..20] : bytes);
        var after = Load();
        Assert.Equal(1UL, after.Version);
        Assert.Contains(_files.Settings, after.Problem!, StringComparison.Ordinal);
        after.Take(2, TestSettings.Bytes(2));
        Assert.Null(after.Problem);
        Assert.Equal((2UL, 1UL), (Load().Version, Load().Before!.Version));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Settings_that_are_gone_are_taken_again(bool whileItRuns)
    {
        var store = Load();
        store.Take(1, TestSettings.Bytes(1));
        store.Take(2, TestSettings.Bytes(2));
        File.Delete(_files.Settings);
        if (!whileItRuns)
        {
            store = Load();
            Assert.Equal(1UL, store.Version);
            Assert.Contains("is not there any more", store.Problem!, StringComparison.Ordinal);
        }
        store.Take(3, TestSettings.Bytes(3));
        Assert.Equal((3UL, 1UL), (Load().Version, Load().Before!.Version));
        Assert.Null(Load().Problem);
        store.Take(4, TestSettings.Bytes(4));
        Assert.Equal((4UL, 3UL), (Load().Version, Load().Before!.Version));
    }

    [Fact]
    public void Settings_of_a_retired_key_stay_and_of_a_revoked_one_are_not_believed_any_more()
    {
        Load().Take(3, TestSettings.Bytes(3));
        using var next = SigningKey.Create();
        _identity.Trust.Take(TestKeys.Shared.NextTrust(f => Replace(f, next)).ToByteArray());
        Assert.Equal(3UL, Load().Version);
        _identity.Trust.Take(TestKeys.Shared.NextTrust(f =>
        {
            Replace(f, next);
            f.RevokedReceiptKeys.Add(TestKeys.Shared.Receipt.Public.Id);
        }, version: 3).ToByteArray());
        Assert.Equal(0UL, Load().Version);
        Assert.Contains("revoked", Load().Problem!, StringComparison.Ordinal);

        static void Replace(TrustFile file, SigningKey key)
        {
            file.ReceiptKeys.Clear();
            file.ReceiptKeys.Add(TestKeys.Public(key.Public));
        }
    }

    [Theory]
    [InlineData("{\"services\":{\"passport\":{\"steps\":[]}}}", "this kiosk has")]
    [InlineData("{\"services\":{\"card\":null}}", "null")]
    [InlineData("{\"services\":null}", "null")]
    [InlineData("{\"services\":{\"card\":{\"steps\":null}}}", "null")]
    [InlineData("{\"services\":{\"card\":{\"stepps\":[]}}}", "JSON")]
    [InlineData("not json", "JSON")]
    [InlineData("null", "empty")]
    public void Services_that_this_board_could_not_work_off_are_refused_before_anybody_waits(string services, string why)
    {
        var told = new ToldServices(Options.Create(new KioskOptions()), NullLogger<ToldServices>.Instance);
        var store = TestSettings.Store(_identity, _folder.Data, _disk, new SettingsRule(told.Problems));
        Assert.Contains(why, Assert.Throws<MalformedException>(() => store.Take(1, TestSettings.Bytes(1, s => s.Services = ByteString.CopyFromUtf8(services)))).Message, StringComparison.Ordinal);
        Assert.Null(told.Read(new SettingsFile { Services = ByteString.CopyFromUtf8(services) }));
        store.Take(2, TestSettings.Bytes(2, s => s.Services = ByteString.CopyFromUtf8("""{"services":{"result":{"steps":[]}}}""")));
        Assert.NotNull(told.Read(store.Current));
    }

    [Fact]
    public void Told_hours_and_place_are_the_kiosks_at_once_and_its_own_again_when_they_are_told_no_more()
    {
        var store = Load();
        var kiosk = new KioskSettings(new KioskOptions { Place = "Own", Hours = [new HoursOptions { Days = [DayOfWeek.Monday], From = new TimeOnly(8, 0), To = new TimeOnly(9, 0) }] }, () => store.Current);
        var monday = new DateOnly(2027, 2, 8);
        Assert.Equal(("Own", "08:00-09:00"), (kiosk.Place, kiosk.Hours.Text(monday)));
        store.Take(1, TestSettings.Bytes(1, s =>
        {
            s.Place = "Mường Lay";
            // Monday to Friday, and a day on which nobody is there.
            s.Hours = new Contracts.Wire.OpeningHours { Times = { new OpeningTime { Days = 0x1f, FromMinute = 450, ToMinute = 690 }, new OpeningTime { Days = 1, FromMinute = 1080, ToMinute = 1200 }, new OpeningTime { Date = 20270210 } } };
        }));
        Assert.Equal(("Mường Lay", "07:30-11:30 18:00-20:00"), (kiosk.Place, kiosk.Hours.Text(monday)));
        Assert.Equal(("07:30-11:30", "", "07:30-11:30", ""), (kiosk.Hours.Text(monday.AddDays(1)), kiosk.Hours.Text(monday.AddDays(2)), kiosk.Hours.Text(monday.AddDays(4)), kiosk.Hours.Text(monday.AddDays(6))));
        store.Take(2, TestSettings.Bytes(2));
        Assert.Equal(("Own", "08:00-09:00"), (kiosk.Place, kiosk.Hours.Text(monday)));
    }

    public void Dispose() => _folder.Dispose();

    private SettingsStore Load() => TestSettings.Store(_identity, _folder.Data, _disk);
}
