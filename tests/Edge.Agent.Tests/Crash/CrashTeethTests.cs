namespace Edge.Agent.Tests.Crash;

/// <summary>The simulator can fail: with one durability step left out of the recording, it finds what that step was for.</summary>
public sealed class CrashTeethTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("fsync", "tmp/", "is damaged", "is lost")]
    [InlineData("fsync-folder", "spool", "is lost")]
    // The fsync of spool/ that follows makes the loss of the old name certain while the new one is open: then no name is left.
    [InlineData("fsync-folder", "kept", "is not in kept/", "is lost")]
    // The receipt is what makes the file's move lawful; the file itself would rebuild the row, but not the receipt.
    [InlineData("commit", "state.db", "the receipt of")]
    public void An_ordinary_life_with_a_step_left_out_is_found_out(string operation, string path, params string[] telling) =>
        AssertFound(Lives.Ordinary, (o, p) => o == operation && p.StartsWith(path, StringComparison.Ordinal), telling);

    [Fact]
    public void Damage_set_aside_without_its_folder_is_found_out() =>
        AssertFound(Lives.Damage, (o, p) => o == "fsync-folder" && p == "quarantine", "is told 0 times");

    [Fact]
    public void Folders_that_are_not_durable_in_the_data_folder_are_found_out() =>
        AssertFound(Lives.Ordinary, (o, p) => o == "fsync-folder" && p.Length == 0, "is lost");

    [Theory]
    [InlineData("spool")]
    [InlineData("kept")]
    public void Names_of_a_killed_process_that_the_next_start_does_not_make_durable_are_found_out(string folder)
    {
        var simulator = new CrashSimulator();
        using var whole = new Board();
        Lives.Short(whole);
        using var board = new Board { Disk = { KillBefore = whole.Disk.Operations.LastIndexOf($"fsync-folder {folder}") } };
        board.Disk.LeaveOut = (o, p) => o == "fsync-folder" && board.Starting && p == folder;
        Lives.Short(board);
        simulator.Check(board, first: board.KilledAt, ruinLedger: false);
        AssertTold(simulator.Figures, "is lost");
    }

    /// <summary>What is left after the fsync of kept/ alone is finished by a start: the old name in spool/ is no harm.</summary>
    [Fact]
    public void A_release_does_not_need_the_fsync_of_spool()
    {
        var simulator = new CrashSimulator();
        using var board = new Board();
        var release = false;
        board.Disk.LeaveOut = (o, p) => release && o == "fsync-folder" && p == "spool";
        var ids = Lives.Ids(2);
        board.Start();
        foreach (var id in ids) board.Accept(id);
        release = true;
        board.Release(ids[0]);
        simulator.Check(board);
        output.WriteLine($"{simulator.Figures}");
        Assert.Empty(simulator.Figures.Violations);
    }

    private void AssertFound(Action<Board> life, Func<string, string, bool> leaveOut, params string[] telling)
    {
        using var board = new Board();
        board.Disk.LeaveOut = leaveOut;
        life(board);
        var simulator = new CrashSimulator();
        simulator.Check(board);
        AssertTold(simulator.Figures, telling);
    }

    private void AssertTold(CrashFigures figures, params string[] telling)
    {
        output.WriteLine($"{figures}\n{figures.Violations.FirstOrDefault()}");
        Assert.NotEmpty(figures.Violations);
        Assert.Contains(figures.Violations, v => telling.Any(t => v.Contains(t, StringComparison.Ordinal)));
    }
}
