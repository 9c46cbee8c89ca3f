using Edge.Agent.Spool;
using Edge.Contracts.Signing;

namespace Edge.Agent.Tests.Crash;

/// <summary>Whatever a power cut leaves, a start finds every accepted record whole and none twice.</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    // A whole start and the next record's way.
    private const int StepsAfterKill = 40;

    [Fact]
    public void A_board_survives_a_cut_at_any_step_of_an_ordinary_life()
    {
        using var board = new Board();
        Lives.Ordinary(board);
        AssertSurvives(board, atLeast: 500);
    }

    [Fact]
    public void A_board_survives_a_cut_at_any_step_while_damage_is_found()
    {
        using var board = new Board();
        Lives.Damage(board);
        AssertSurvives(board, atLeast: 300);
    }

    [Fact]
    public void A_board_survives_a_cut_at_any_step_while_copies_become_safe_and_the_hub_loses_records()
    {
        using var board = new Board();
        Lives.Safe(board);
        AssertSurvives(board, atLeast: 300);
    }

    [Fact]
    public void A_board_survives_a_cut_at_any_step_on_a_full_disk()
    {
        using var board = new Board { Options = new SpoolOptions { Store = SpoolOptions.Files, ReserveBytes = 0, BallastBytes = 4096 } };
        Lives.FullDisk(board);
        AssertSurvives(board, atLeast: 500);
    }

    [Fact]
    public void A_new_key_leaves_the_records_of_the_old_one_good()
    {
        using var board = new Board();
        Lives.NewKey(board, SigningKey.Create());
        AssertSurvives(board, atLeast: 50);
    }

    [Fact]
    public void A_process_killed_before_any_operation_and_then_a_cut_lose_nothing()
    {
        using var whole = new Board();
        Lives.Short(whole);
        var simulator = new CrashSimulator();
        for (var at = 0; at < whole.Disk.Operations.Count; at++)
        {
            using var board = new Board { Disk = { KillBefore = at } };
            Lives.Short(board);
            simulator.Check(board, board.KilledAt, board.KilledAt + StepsAfterKill, ruinLedger: false);
        }
        Report(simulator.Figures, atLeast: 1000);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_random_life_with_faults_kills_and_cuts_loses_nothing(int seed)
    {
        var simulator = new CrashSimulator();
        RandomLife.Live(seed, cuts: 3, simulator);
        output.WriteLine($"seed {seed}");
        Report(simulator.Figures, atLeast: 300);
    }

    [Fact]
    public void A_thousand_random_faults_lose_nothing()
    {
        var simulator = new CrashSimulator();
        var (faults, ledger) = (0, 0);
        for (var seed = 100; faults < 1000 && simulator.Figures.Violations.Count == 0; seed++)
        {
            var life = RandomLife.LiveOnABrokenDisk(seed, simulator);
            (faults, ledger) = (faults + life.Faults, ledger + life.OfLedger);
        }
        output.WriteLine($"{faults} faults, {ledger} of them inside SQLite");
        Assert.True(ledger > 50, $"only {ledger} faults were SQLite's");
        Report(simulator.Figures, atLeast: 100);
    }

    private void AssertSurvives(Board board, int atLeast)
    {
        var simulator = new CrashSimulator();
        simulator.Check(board);
        Report(simulator.Figures, atLeast);
    }

    private void Report(CrashFigures figures, int atLeast)
    {
        output.WriteLine($"{figures}");
        Assert.True(figures.Violations.Count == 0, string.Join("\n", figures.Violations.Take(5)));
        Assert.True(figures.States >= atLeast, $"only {figures.States} states were tried");
    }
}
