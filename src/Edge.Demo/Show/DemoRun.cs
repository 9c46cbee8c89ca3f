using Edge.Testing.Processes;

namespace Edge.Demo.Show;

/// <summary>One run of the demo, from its first process to its exit code.</summary>
internal static class DemoRun
{
    private const int Ok = 0;
    private const int Fault = 1;

    public static async Task<int> RunAsync(DemoOptions options)
    {
        using var signal = new StopSignal();
        var time = TimeProvider.System;
        var board = new Board(time);
        try
        {
            return await RunAsync(options, board, time, signal.Token);
        }
        catch (OperationCanceledException) when (signal.Token.IsCancellationRequested)
        {
            if (options.For is null) return Ok;
            await Console.Error.WriteLineAsync("edge-demo: interrupted before the check of the records; everything is stopped.");
            return Fault;
        }
        catch (HarnessException e)
        {
            await Console.Error.WriteLineAsync($"edge-demo: {e.Message}");
            return Fault;
        }
    }

    private static async Task<int> RunAsync(DemoOptions options, Board board, TimeProvider time, CancellationToken abort)
    {
        Verdict? verdict = null;
        await using (var screen = Screens.Open(options, board, time))
        {
            await using var site = await Site.OpenAsync(options, board, abort);
            if (options.Keep) screen.Say($"Data and logs stay in {site.Folder}");
            screen.Say($"Hub page · Trang trung tâm: {Screens.PageOf(options)}");
            screen.Say($"There sign in as · Đăng nhập ở đó: {DemoOfficers.User}, password · mật khẩu {site.Officers.Password}");
            foreach (var kiosk in site.Kiosks) screen.Say($"{kiosk.Name} in a browser · trong trình duyệt: {kiosk.Panel?.ToString() ?? "-"}   officer's desk · bàn cán bộ: {kiosk.Desk?.ToString() ?? "-"}");
            screen.Say($"At a desk sign in as · Tại bàn, đăng nhập: {DemoOfficers.First}, PIN {site.Officers.Pin}   second officer · cán bộ thứ hai: {DemoOfficers.Second}, PIN {site.Officers.SecondPin}");
            var traffic = new Traffic(site, board, options.Seed, time);
            board.Enter(Phase.Running);
            if (options.For is { } length) verdict = await UnattendedAsync(site, traffic, board, length, time, abort);
            else await AttendedAsync(traffic, abort);
            board.Enter(Phase.Stopping);
            if (!await site.StopAsync()) screen.Say("A process did not say that it stopped well; --keep leaves its log to read.");
        }
        return verdict is null ? Ok : await ReportAsync(verdict);
    }

    private static async Task AttendedAsync(Traffic traffic, CancellationToken stop)
    {
        try
        {
            await traffic.RunAsync(CancellationToken.None, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Ctrl-C is how such a run ends.
        }
    }

    private static async Task<Verdict> UnattendedAsync(Site site, Traffic traffic, Board board, TimeSpan length, TimeProvider time, CancellationToken abort)
    {
        using var enough = new CancellationTokenSource(RunPlan.Accepting(length, board.Elapsed), time);
        await traffic.RunAsync(enough.Token, abort);
        abort.ThrowIfCancellationRequested();
        // Where it does not drain, the check says what is missing.
        await traffic.DrainAsync(RunPlan.DrainLimit, abort);
        board.Enter(Phase.Checking);
        return await Verification.RunAsync(site, abort);
    }

    private static async Task<int> ReportAsync(Verdict verdict)
    {
        const int shown = 20;
        foreach (var fault in verdict.Faults.Take(shown)) await Console.Error.WriteLineAsync($"edge-demo: {fault}");
        if (verdict.Faults.Count > shown) await Console.Error.WriteLineAsync($"edge-demo: and {verdict.Faults.Count - shown} more");
        await Console.Out.WriteLineAsync(verdict.Summary.ToJson());
        return verdict.Holds ? Ok : Fault;
    }
}
