using Edge.Agent.Devices;
using Edge.Agent.Devices.Display;
using Edge.Agent.Devices.Printer;
using Edge.Agent.Kiosk.Printing.Letters;
using Edge.Agent.Kiosk.Printing.Pictograms;
using Edge.Agent.Kiosk.Printing.Tickets;
using Edge.Agent.Storage;
using Edge.Agent.Telemetry.Faults;
using Edge.Hosting.Configuration;
using Edge.Hosting.Sockets;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Kiosk.Printing;

internal static partial class PrintingRegistration
{
    /// <summary>Draws what the kiosk gives out and brings it to paper.</summary>
    public static IServiceCollection AddPrinting(this IServiceCollection services)
    {
        services.AddCheckedOptions<PrintingOptions>(PrintingOptions.Section);
        services.AddOptions<PrintingOptions>().Validate(o => o.NearEnd < o.RollLength, "Printing:NearEnd must be less than Printing:RollLength, or every roll is near its end from the first paper on.");
        services.AddSingleton(Fonts);
        services.AddSingleton<ILinePainter, DisplayArtist>();
        services.AddSingleton<PictogramBook>();
        services.AddSingleton<TicketWords>();
        services.AddSingleton<TicketArtist>();
        services.AddSingleton(p => new PaperRoll(p.GetRequiredService<StateDatabase>(), p.GetRequiredService<IOptions<PrintingOptions>>(),
            p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<PaperRoll>>()));
        services.AddSingleton<PaperStatus>();
        services.AddSingleton(p => new FaultSource(p.GetRequiredService<PaperStatus>().Faults));
        services.AddSingleton<IStatusSection>(p => p.GetRequiredService<PaperStatus>());
        services.AddSingleton<RollEndpoint>();
        services.AddSingleton(p => new TestTicket(p.GetRequiredService<TicketArtist>().Draw, p.GetRequiredService<PaperStatus>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<TestTicketEndpoint>();
        services.AddHostedService(p => ActivatorUtilities.CreateInstance<PrintLoop>(p, new PaperSources([.. p.GetServices<IPaperSource>(), p.GetRequiredService<TestTicket>().Paper])));
        services.AddHostedService(p => new Rehearsal(p.GetRequiredService<TicketArtist>().Draw, p.GetRequiredService<IDevice<IReceiptPrinter>>(),
            p.GetRequiredService<IHostApplicationLifetime>(), p.GetRequiredService<ILogger<Rehearsal>>()));
        return services;
    }

    private static LetterBook Fonts(IServiceProvider services)
    {
        var logger = services.GetRequiredService<ILogger<LetterBook>>();
        return LetterBook.Load(Path.Combine(services.GetRequiredService<DataFolder>().Root, "fonts"), file => LogNoFont(logger, file));
    }

    [LoggerMessage(LogLevel.Warning, "{File} is no font that can be read and is left out; take it away, or put a TrueType or OpenType file in its place")]
    private static partial void LogNoFont(ILogger logger, string file);

    public static void MapPaper(this WebApplication app)
    {
        app.MapPost("/v1/paper/new-roll", app.Services.GetRequiredService<RollEndpoint>().ReplaceAsync);
        app.MapPost("/v1/paper/test", app.Services.GetRequiredService<TestTicketEndpoint>().HandleAsync);
    }
}
