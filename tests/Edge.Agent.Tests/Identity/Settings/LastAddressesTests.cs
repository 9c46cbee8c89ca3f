using System.Net;
using Edge.Agent.Identity;
using Edge.Agent.Identity.Settings;
using Edge.Agent.Tests.Support;
using Edge.Hosting.Linux;
using Edge.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edge.Agent.Tests.Identity.Settings;

/// <summary>Where the hub's names led is known after a restart, bounded, and written rarely.</summary>
public sealed class LastAddressesTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly ManualTime _time = new();

    private IdentityFiles Files => new(_folder.Data);

    public LastAddressesTests() => DurableFile.EnsureFolder(new LinuxDisk(), _folder.Data.Identity);

    [Fact]
    public void The_newest_is_first_and_known_after_a_restart_and_numbers_are_not_kept()
    {
        var last = Load();
        Assert.Empty(last.Of("hub.example"));
        last.Answered("192.0.2.1", At(1));
        Assert.False(File.Exists(Files.LastAddresses));
        last.Answered("hub.example", At(1));
        _time.Pass(TimeSpan.FromHours(1));
        last.Answered("hub.example", At(2));
        last.Answered("hub.example", At(1));
        Assert.Equal([At(1), At(2)], last.Of("hub.example"));
        Assert.Equal([At(2), At(1)], Load().Of("hub.example"));
    }

    [Fact]
    public void A_name_with_a_hundred_addresses_is_written_about_once_an_hour_and_four_of_them_are_kept()
    {
        var last = Load();
        for (var i = 0; i < 100; i++) last.Answered("hub.example", At(i));
        Assert.Equal([At(99), At(98), At(97), At(96)], last.Of("hub.example"));
        Assert.Equal([At(0)], Load().Of("hub.example"));
        _time.Pass(TimeSpan.FromHours(1));
        last.Answered("hub.example", At(100));
        Assert.Equal(At(100), Load().Of("hub.example")[0]);
    }

    [Fact]
    public void Of_many_names_the_newest_are_kept()
    {
        var last = Load();
        for (var i = 0; i < 20; i++) last.Answered($"hub-{i}.example", At(i));
        Assert.Equal(Enumerable.Range(12, 8), Enumerable.Range(0, 20).Where(i => last.Of($"hub-{i}.example").Count > 0));
        Assert.Equal(Enumerable.Range(12, 8), Enumerable.Range(0, 20).Where(i => Load().Of($"hub-{i}.example").Count > 0));
    }

    [Fact]
    public void A_damaged_file_is_learnt_again()
    {
        Load().Answered("hub.example", At(1));
        var bytes = File.ReadAllBytes(Files.LastAddresses);
        bytes[^1] ^= 1;
        DurableFile.Write(Files.LastAddresses, bytes);
        var last = Load();
        Assert.Empty(last.Of("hub.example"));
        last.Answered("hub.example", At(2));
        Assert.Equal([At(2)], Load().Of("hub.example"));
    }

    public void Dispose() => _folder.Dispose();

    private static IPAddress At(int i) => new([192, 0, 2, (byte)i]);

    private LastAddresses Load() => new(Files, new LinuxDisk(), _time, NullLogger.Instance);
}
