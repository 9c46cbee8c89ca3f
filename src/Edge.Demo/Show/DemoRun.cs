using Edge.Testing.Processes;

namespace Edge.Demo.Show;

/// <summary>One run of the demo, from its first process to its exit code.</summary>
internal static class DemoRun
{
    private const int Ok = 0;
    private const int Fault = 1;

    /// <summary>Draining is bounded so that a run that will never drain ends, and says so.</summary>
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(120);

    public static async Task<int> RunAsync(DemoOptions options)
    {
        using var signal = new StopSignal();
        var time = TimeProvider.System;
        var board = new Board(time);
        try
        {
            return await RunAsync(options, board, time, signal);
        }
        catch (OperationCanceledException) when (signal.First.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("edge-demo: interrupted before the check of the records; everything is stopped.");
            return Fault;
        }
        catch (HarnessException e)
        {
            await Console.Error.WriteLineAsync($"edge-demo: {e.Message}");
            return Fault;
        }
    }

    private static async Task<int> RunAsync(DemoOptions options, Board board, TimeProvider time, StopSignal signal)
    {
        Verdict verdict;
        await using (var screen = Screens.Open(options, board, time))
        {
            await using var site = await Site.OpenAsync(options, board, signal.First);
            if (options.Keep) screen.Say($"Data and logs stay in {site.Folder}");
            screen.Say($"Hub page · Trang trung tâm: {Screens.PageOf(options)}");
            screen.Say($"There sign in as · Đăng nhập ở đó: {DemoOfficers.User}, password · mật khẩu {site.Officers.Password}");
            foreach (var kiosk in site.Kiosks) screen.Say($"{kiosk.Name} in a browser · trong trình duyệt: {kiosk.Panel?.ToString() ?? "-"}   officer's desk · bàn cán bộ: {kiosk.Desk?.ToString() ?? "-"}");
            screen.Say($"At a desk sign in as · Tại bàn, đăng nhập: {DemoOfficers.First}, PIN {site.Officers.Pin}   second officer · cán bộ thứ hai: {DemoOfficers.Second}, PIN {site.Officers.SecondPin}");
            verdict = await ShowAsync(site, board, options, time, signal);
            board.Enter(Phase.Stopping);
            if (!await site.StopAsync()) screen.Say("A process did not say that it stopped well; --keep leaves its log to read.");
            screen.Say("The addresses above are closed now · Các địa chỉ trên nay đã đóng.");
        }
        return await ReportAsync(verdict, options);
    }

    private static async Task<Verdict> ShowAsync(Site site, Board board, DemoOptions options, TimeProvider time, StopSignal signal)
    {
        var traffic = new Traffic(site, board, options.Seed, time);
        board.Enter(Phase.Running);
        // From here, not from the start of the program: how long a machine takes to provision kiosks is not part of the show.
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(signal.First);
        if (options.For is { } length) enough.CancelAfter(length);
        await traffic.RunAsync(enough.Token, signal.Second);
        signal.Second.ThrowIfCancellationRequested();
        // Where it does not drain, the check says what is missing.
        await traffic.DrainAsync(DrainLimit, signal.Second);
        board.Enter(Phase.Checking);
        return await Verification.RunAsync(site, mustCut: options.For is not null, signal.Second);
    }

    private static async Task<int> ReportAsync(Verdict verdict, DemoOptions options)
    {
        const int shown = 20;
        foreach (var fault in verdict.Faults.Take(shown)) await Console.Error.WriteLineAsync($"edge-demo: {fault}");
        if (verdict.Faults.Count > shown) await Console.Error.WriteLineAsync($"edge-demo: and {verdict.Faults.Count - shown} more");
        if (options.Json) await Console.Out.WriteLineAsync(verdict.Summary.ToJson());
        else SumsTable.Write(Spectre.Console.AnsiConsole.Console, verdict);
        return verdict.Holds ? Ok : Fault;
    }
}
