using System.Globalization;
using System.Net;
using Edge.Benchmarks.Hostile;
using Edge.Benchmarks.Measuring;
using Edge.Benchmarks.Reports;
using Edge.Testing.Processes;
using Microsoft.Playwright;

namespace Edge.Benchmarks.Fleet;

/// <summary>The fleet page before somebody who works with it, in Debian's own Chromium, and operators beside a board that sends.</summary>
internal sealed class FleetPages(FleetFolder folder, FleetPlan plan, BenchContext context)
{
    private const int Loads = 12, Filters = 30, Operators = 10, Warming = 20, Lives = 20, Telling = 200;

    private const double Settled = 5;

    private static readonly TimeSpan Browsing = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LeftOpen = TimeSpan.FromMinutes(1);

    public async Task RunAsync(bool page, bool operators, Action<Report> tell, CancellationToken cancellationToken)
    {
        var setup = HubSetup.OnFreePorts(folder.Data);
        await using var hub = HubProcess.Start(setup);
        var starting = new Samples();
        await starting.TimeAsync(() => hub.WaitReadyAsync(cancellationToken, TimeSpan.FromMinutes(10)));
        var user = await OperatorClient.AddUserAsync(hub, folder.Data, cancellationToken);
        if (page)
        {
            tell(Of("in a browser", "interactive: from the address until a filter that is typed all the while is answered, each time in a new tab; a filter: from the key until the table has changed; the hub has just started, and the first page is not counted; live: from the moment the board's connection is reset, or its first offer answered, until its row says so",
                [new Figure("the hub's start with this archive", starting.MaxMs / 1000, "s"), .. await PageAsync(hub, user, cancellationToken)]));
        }
        if (operators)
        {
            tell(Of("beside ten operators", string.Create(CultureInfo.InvariantCulture, $"an operator is a signed-in client that loads a page every two seconds: the fleet, an area, a board, the alerts; time to receipt of records of 20 KB, one after another for {Browsing.TotalSeconds:0} s"),
                await BesideAsync(hub, user, cancellationToken)));
        }
    }

    private Report Of(string how, string note, IReadOnlyList<Figure> figures) => new("fleet", string.Create(CultureInfo.InvariantCulture, $"{plan.Boards} boards with 30 days, {how}"),
    [
        string.Create(CultureInfo.InvariantCulture, $"archive of {new FileInfo(Path.Combine(folder.Data, "hub.db")).Length >> 20} MiB on {context.Disk.FileSystem} ({context.Durability}); {Environment.ProcessorCount} processors do the hub, the browser and the boards; the machine's load at the end: {ProcessorTime.Load}"),
        note,
    ], figures);

    private async Task<IReadOnlyList<Figure>> PageAsync(HubProcess hub, OperatorUser user, CancellationToken cancellationToken)
    {
        context.Say("fleet: the page in a browser");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = "/usr/bin/chromium", Headless = true, Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"], Timeout = 120_000 });
        await using var session = await browser.NewContextAsync(new BrowserNewContextOptions { IgnoreHTTPSErrors = true, Locale = "en-US", ViewportSize = new ViewportSize { Width = 1280, Height = 900 } });
        session.SetDefaultTimeout(120_000);
        var address = new Uri($"https://{hub.Setup.Https}/");
        await SignInAsync(session, address, user);
        var (interactive, filter) = (new Samples(), new Samples());
        for (var i = 0; i <= Loads; i++)
        {
            var tab = await session.NewPageAsync();
            await tab.GotoAsync($"{address}", new PageGotoOptions { WaitUntil = WaitUntilState.Commit });
            var took = TimeSpan.FromMilliseconds(await tab.EvaluateAsync<double>(Typing, FleetFolder.NameOf(i + 20)));
            if (i > 0) interactive.Add(took);
            if (i == Loads) for (var n = 0; n < Filters; n++) filter.Add(TimeSpan.FromMilliseconds(await tab.EvaluateAsync<double>(Typing, FleetFolder.NameOf(n + 100)) - await tab.EvaluateAsync<double>("() => window.edgeTypedAt")));
            await tab.CloseAsync();
        }
        var (death, back) = await LiveAsync(session, address, hub.Setup.Mqtt, cancellationToken);
        await using var telling = new FleetLoad([.. folder.Read().Skip(1).Take(Telling)], hub.Setup.Mqtt, context.Say);
        await telling.ConnectAsync(FleetPlan.ConnectLimit, cancellationToken);
        await SettledAsync(hub, cancellationToken);
        context.Say("fleet: a page left open");
        var without = await PercentAsync(hub, LeftOpen, cancellationToken);
        var open = await session.NewPageAsync();
        await open.GotoAsync($"{address}");
        await Task.Delay(TimeSpan.FromSeconds(10), TimeProvider.System, cancellationToken);
        var with = await PercentAsync(hub, LeftOpen, cancellationToken);
        return
        [
            new("the fleet page is interactive: median", interactive.MedianMs, "ms") { P95 = interactive.P95Ms, Target = 1500 },
            new("a filter answers: median", filter.MedianMs, "ms") { P95 = filter.P95Ms, Target = 200 },
            new("a board's end is shown: median", death.MedianMs, "ms") { P95 = death.P95Ms, Target = 2000 },
            new("its return is shown: median", back.MedianMs, "ms") { P95 = back.P95Ms, Target = 2000 },
            new(string.Create(CultureInfo.InvariantCulture, $"the hub without a page, {Telling} boards telling their health each minute"), without, "%"),
            new("a page left open, beside that", Math.Max(0, with - without), "%") { Target = 1 },
        ];
    }

    // One board dies and returns under the eyes of whoever looks at its row.
    private async Task<(Samples Death, Samples Return)> LiveAsync(IBrowserContext session, Uri address, IPEndPoint mqtt, CancellationToken cancellationToken)
    {
        context.Say("fleet: a board that dies and returns");
        var (death, back, board) = (new Samples(), new Samples(), folder.Read()[0]);
        await using var load = new FleetLoad([board], mqtt, context.Say);
        await load.ConnectAsync(FleetPlan.ConnectLimit, cancellationToken);
        var tab = await session.NewPageAsync();
        await tab.GotoAsync($"{address}?q={board.Node}");
        await tab.WaitForFunctionAsync(Connected, true);
        for (var i = 0; i < Lives; i++)
        {
            var since = TimeProvider.System.GetTimestamp();
            await load.CutAsync(cancellationToken);
            await tab.WaitForFunctionAsync(Connected, false);
            death.Add(TimeProvider.System.GetElapsedTime(since));
            await load.ReturnAsync(FleetPlan.ConnectLimit, cancellationToken);
            since = TimeProvider.System.GetTimestamp();
            await tab.WaitForFunctionAsync(Connected, true);
            back.Add(TimeProvider.System.GetElapsedTime(since));
        }
        await tab.CloseAsync();
        return (death, back);
    }

    // Whether the one row shown says that its board is connected; no other word of its last contact is that one.
    private const string Connected = "wanted => { const contact = document.querySelector('table.grid.fleet tbody .ago'); return contact !== null && (contact.textContent.trim() === 'connected') === wanted; }";

    // Types until the table shows that board; when it did, and when the key that did it was pressed.
    private const string Typing = """
        node => new Promise(done => {
          const shown = () => { const names = document.querySelectorAll('table.grid.fleet tbody a.name'); return names.length === 1 && names[0].textContent.trim() === node; };
          let pressed = 0;
          const press = () => {
            const field = document.querySelector('input[type=search]');
            if (!field) return;
            const now = performance.now();
            if (field.value === node && now - pressed < 250) return;
            field.value = node; pressed = now;
            field.dispatchEvent(new Event('input', { bubbles: true }));
          };
          const look = () => {
            if (shown()) { window.edgeTypedAt = pressed; done(performance.now()); return; }
            press();
            setTimeout(look, 5);
          };
          look();
        })
        """;

    private static async Task SignInAsync(IBrowserContext session, Uri address, OperatorUser user)
    {
        var page = await session.NewPageAsync();
        await page.GotoAsync($"{new Uri(address, "/account/sign-in")}");
        await page.FillAsync("#name", user.Name);
        await page.FillAsync("#password", user.Password);
        await page.ClickAsync("button[type=submit]");
        await page.WaitForSelectorAsync("table.grid.fleet");
        await page.CloseAsync();
    }

    // A hub that has just been given so many boards learns their habits and opens their alerts first.
    private static async Task SettledAsync(HubProcess hub, CancellationToken cancellationToken)
    {
        for (var i = 0; i < 30; i++)
        {
            if (await PercentAsync(hub, TimeSpan.FromSeconds(10), cancellationToken) < Settled) return;
        }
    }

    private static async Task<double> PercentAsync(HubProcess hub, TimeSpan during, CancellationToken cancellationToken)
    {
        var (since, before) = (TimeProvider.System.GetTimestamp(), ProcessorTime.Of(hub.Pid));
        await Task.Delay(during, TimeProvider.System, cancellationToken);
        return 100 * (ProcessorTime.Of(hub.Pid) - before) / TimeProvider.System.GetElapsedTime(since);
    }

    private async Task<IReadOnlyList<Figure>> BesideAsync(HubProcess hub, OperatorUser user, CancellationToken cancellationToken)
    {
        context.Say("fleet: ten operators beside a board that sends");
        using var work = new WorkFolder(context.Folder, "fleet-board");
        await using var board = await HonestBoard.StartAsync(hub, $"sender-{user.Name}", work.FullName, context, cancellationToken);
        await board.SendAsync(Warming, cancellationToken);
        var alone = await board.SendDuringAsync(Task.Delay(Browsing, TimeProvider.System, cancellationToken), cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var clients = new List<OperatorClient>();
        for (var i = 0; i < Operators; i++) clients.Add(await OperatorClient.SignInAsync(new Uri($"https://{hub.Setup.Https}/"), user, i, cancellationToken));
        var browsing = Task.WhenAll(clients.Select(c => c.BrowseAsync(stop.Token)));
        var beside = await board.SendDuringAsync(Task.Delay(Browsing, TimeProvider.System, cancellationToken), cancellationToken);
        await stop.CancelAsync();
        await browsing;
        var pages = clients.Sum(c => c.Pages.Count);
        var slowest = clients.Max(c => c.Pages.P95Ms);
        clients.ForEach(c => c.Dispose());
        return
        [
            new("time to receipt alone: median", alone.MedianMs, "ms") { P95 = alone.P95Ms, Ratio = 1 },
            new("beside ten operators: median", beside.MedianMs, "ms") { P95 = beside.P95Ms, Ratio = beside.MedianMs / alone.MedianMs, Target = 1.2 },
            new("records meanwhile, alone", alone.Count, ""),
            new("records meanwhile, beside ten operators", beside.Count, ""),
            new("pages they loaded meanwhile", pages, ""),
            new("  the p95 of whoever waited most", slowest, "ms"),
        ];
    }
}
