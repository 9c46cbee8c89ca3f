using Edge.Agent.Commissioning;
using Edge.Agent.Identity;
using Edge.Agent.Tests.Crash;
using Edge.Agent.Tests.Support;
using Edge.Hosting.Linux;

namespace Edge.Agent.Tests.Commissioning;

/// <summary>factory-reset: nothing that is nowhere else goes without typed words, and what goes is gone.</summary>
public sealed class FactoryResetTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task A_board_that_holds_nothing_is_nobody_after_the_typed_words()
    {
        await using var agent = await TestAgent.ProvisionedAsync();
        var (code, _, talk) = await agent.CommandAsync(Typed("yes"), "factory-reset");
        Assert.Equal(1, code);
        Assert.Contains("type: reset kiosk-1", talk, StringComparison.Ordinal);
        Assert.True(IdentityStore.IsProvisioned(agent.Data));

        (code, _, talk) = await agent.CommandAsync(Typed("reset kiosk-1"), "factory-reset");
        Assert.True(code == 0, talk);
        Assert.Equal(["agent.lock"], Left(agent.Data.Root));
    }

    [Fact(Timeout = 180_000)]
    public async Task Records_without_a_receipt_go_only_when_they_are_on_a_stick_and_the_words_say_so()
    {
        await using var agent = await TestAgent.ProvisionedAsync();
        await agent.StartAsync();
        await agent.CommandAsync(null, "submit", "--kind", "enrolment", "--field", "a=b");
        await agent.CommandAsync(null, "submit", "--kind", "enrolment", "--field", "a=c");
        Assert.Contains("in use", (await agent.CommandAsync(Typed("reset kiosk-1"), "factory-reset")).Talk, StringComparison.Ordinal);
        using var stick = new TestFolder();
        Assert.Equal(0, (await agent.CommandAsync(null, "courier", "export", stick.Root)).Code);
        await agent.StopAsync();

        var (code, _, talk) = await agent.CommandAsync(Typed("delete 2 records of kiosk-1"), "factory-reset");
        Assert.Equal(1, code);
        Assert.Contains("2 records without a receipt", talk, StringComparison.Ordinal);
        using var empty = new TestFolder();
        Assert.Contains("2 of them are not whole", (await agent.CommandAsync(Typed("delete 2 records of kiosk-1"), "factory-reset", "--exported", empty.Root)).Talk, StringComparison.Ordinal);

        var record = Directory.GetFiles(stick.Root, "*.rec", SearchOption.AllDirectories)[0];
        var whole = await File.ReadAllBytesAsync(record, Token);
        await File.WriteAllBytesAsync(record, [.. whole[..^1], (byte)(whole[^1] ^ 1)], Token);
        Assert.Contains("1 of them are not whole", (await agent.CommandAsync(Typed("delete 2 records of kiosk-1"), "factory-reset", "--exported", stick.Root)).Talk, StringComparison.Ordinal);
        await File.WriteAllBytesAsync(record, whole, Token);

        Assert.Equal(1, (await agent.CommandAsync(Typed("reset kiosk-1"), "factory-reset", "--exported", stick.Root)).Code);
        Assert.True(IdentityStore.IsProvisioned(agent.Data));
        (code, _, talk) = await agent.CommandAsync(Typed("delete 2 records of kiosk-1"), "factory-reset", "--exported", stick.Root);
        Assert.True(code == 0, talk);
        Assert.Equal(["agent.lock"], Left(agent.Data.Root));
    }

    [Fact]
    public void Links_to_other_disks_stay_and_what_is_there_goes_but_what_lies_behind_a_link_inside_stays()
    {
        using var folder = new TestFolder();
        using var disk = new TestFolder();
        using var strange = new TestFolder();
        File.WriteAllText(Path.Combine(strange.Root, "mine"), "x");
        File.WriteAllText(Path.Combine(disk.Root, "1.record"), "x");
        Directory.CreateSymbolicLink(Path.Combine(disk.Root, "inside"), strange.Root);
        Directory.CreateSymbolicLink(folder.Data.Segments, disk.Root);
        File.WriteAllText(Path.Combine(disk.Root, "real.db"), "x");
        File.WriteAllText(Path.Combine(disk.Root, "real.db-wal"), "x");
        File.CreateSymbolicLink(folder.Data.StateDatabase, Path.Combine(disk.Root, "real.db"));
        Directory.CreateDirectory(Path.Combine(folder.Root, "prompts", "hmn"));
        File.WriteAllText(Path.Combine(folder.Root, "prompts", "hmn", "welcome.wav"), "x");
        new FactoryReset(folder.Data, new LinuxDisk()).Run();
        Assert.Equal(["prompts", "segments", "state.db"], Left(folder.Root));
        Assert.Empty(Directory.GetFileSystemEntries(disk.Root));
        Assert.True(File.Exists(Path.Combine(strange.Root, "mine")));
        Assert.True(File.Exists(Path.Combine(folder.Root, "prompts", "hmn", "welcome.wav")));
    }

    /// <summary>Cut before any operation on the disk: the board is who it was until it begins, and once it has begun the next start ends it.</summary>
    [Fact]
    public void A_reset_that_is_cut_is_finished_by_the_next_start()
    {
        var cut = true;
        var (steps, untouched) = (0, 0);
        for (; cut; steps++)
        {
            using var folder = new TestFolder();
            string[] files = [Path.Combine(folder.Data.Identity, "node.key"), Path.Combine(folder.Data.Identity, "node.crt"), Path.Combine(folder.Data.Signers, "a.spki"), Path.Combine(folder.Data.Enrolment, "case", "finger-1.sealed"), folder.Data.StateDatabase];
            foreach (var file in files)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                File.WriteAllText(file, "x");
            }
            var (left, disk) = (steps, new FaultyDisk());
            disk.Fault = (_, _) => left-- == 0 ? throw new KilledException() : null;
            cut = false;
            try
            {
                new FactoryReset(folder.Data, disk).Run();
            }
            catch (KilledException)
            {
                cut = true;
            }
            var again = new FactoryReset(folder.Data, new LinuxDisk());
            if (!again.FinishIfBegun() && cut && files.All(File.Exists)) untouched++;
            else Assert.Empty(Left(folder.Root));
            Assert.True(steps < 200);
        }
        Assert.True(untouched is > 0 and < 8 && steps > 15, $"{untouched} of {steps}");
    }

    private static MemoryStream Typed(string words) => new(System.Text.Encoding.UTF8.GetBytes(words + "\n"));

    private static IEnumerable<string?> Left(string folder) => Directory.GetFileSystemEntries(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
