using System.Globalization;
using System.Net;
using Edge.Testing.Processes;
using Edge.Testing.Relay;

namespace Edge.Demo.Show;

/// <summary>A hub and its kiosks on this machine, with everything they leave behind.</summary>
internal sealed class Site : IAsyncDisposable
{
    private const int FirstPanelPort = 8090;
    private const int FirstDeskPort = 8190;
    private readonly RunFolder _folder;

    private Site(DemoOptions options)
    {
        _folder = RunFolder.Create("edge-demo-", options.Keep);
        try
        {
            Hub = HubProcess.Start(HubSetup.OnFreePorts(_folder.Folder("hub")) with { Http = options.Http });
        }
        catch
        {
            _folder.Dispose();
            throw;
        }
    }

    public HubProcess Hub { get; }

    public string Folder => _folder.Path;

    public List<Kiosk> Kiosks { get; } = [];

    /// <summary>Who may sign in at the desks.</summary>
    public DemoOfficers Officers { get; private set; } = null!;

    /// <exception cref="HarnessException">Something did not start; the message says what and why.</exception>
    public static async Task<Site> OpenAsync(DemoOptions options, Board board, CancellationToken cancellationToken)
    {
        if (!FreePort.IsFree(options.Http))
        {
            throw new HarnessException($"{options.Http} is in use; end what listens there, or give the hub's page another address with --http 127.0.0.1:PORT.");
        }
        var site = new Site(options);
        try
        {
            board.Enter(Phase.Starting);
            await site.Hub.WaitReadyAsync(cancellationToken);
            site.Officers = await DemoOfficers.AddAsync(site.Hub, site._folder.Path, cancellationToken);
            for (var number = 1; number <= options.Kiosks; number++) board.Add(await site.AddKioskAsync(number, board, cancellationToken));
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops agents, then the hub, as a shutdown would; true when all said that they stopped well.</summary>
    public async Task<bool> StopAsync()
    {
        var codes = await Task.WhenAll(Kiosks.Select(k => k.Agent.StopAsync()));
        return await Hub.StopAsync() == 0 && codes.All(code => code == 0);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var kiosk in Kiosks) await kiosk.DisposeAsync();
        await Hub.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<Kiosk> AddKioskAsync(int number, Board board, CancellationToken cancellationToken)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"kiosk-{number}");
        board.Enter(Phase.Provisioning(name));
        var link = new LinkRelay(Hub.Setup.Mqtt, TimeProvider.System);
        var setup = WithPages(new AgentSetup(name, _folder.Folder(name)), number);
        try
        {
            await AgentProcess.ProvisionAsync(setup, await Hub.AddNodeAsync(name, DemoOfficers.Area, link.EndPoint, cancellationToken), cancellationToken);
        }
        catch
        {
            await link.DisposeAsync();
            throw;
        }
        var agent = AgentProcess.Start(setup);
        try
        {
            await agent.WaitReadyAsync(cancellationToken);
            await agent.OpenDayAsync(cancellationToken);
            var kiosk = new Kiosk(number, agent, link) { Panel = await agent.PanelAsync(cancellationToken), Desk = await agent.DeskAsync(cancellationToken) };
            Kiosks.Add(kiosk);
            return kiosk;
        }
        catch
        {
            await agent.DisposeAsync();
            await link.DisposeAsync();
            throw;
        }
    }

    // A page finds its kiosk again after a power cut only where the port stays.
    private AgentSetup WithPages(AgentSetup setup, int number)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"Điểm thu nhận số {number}");
        return setup with
        {
            Environment = new Dictionary<string, string>(setup.Environment)
            {
                ["EDGE_Devices__Virtual"] = "true",
                ["EDGE_Simulator__Address"] = PageAt(FirstPanelPort + number - 1),
                ["EDGE_Desk__Address"] = PageAt(FirstDeskPort + number - 1),
                ["EDGE_Enrolment__Services"] = Officers.Services,
                ["EDGE_Kiosk__Place"] = place,
            },
        };
    }

    private static string PageAt(int port)
    {
        var usual = new IPEndPoint(IPAddress.Loopback, port);
        return (FreePort.IsFree(usual) ? usual : FreePort.Next()).ToString();
    }
}
