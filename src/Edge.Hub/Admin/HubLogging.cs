using Microsoft.Extensions.Logging.Console;

namespace Edge.Hub.Admin;

/// <summary>Logs go to standard error, in journald's form where systemd reads them.</summary>
internal static class HubLogging
{
    public static void Add(ILoggingBuilder logging, IConfiguration configuration)
    {
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        // We say ourselves, and better, why a start or a request failed.
        logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        logging.AddConfiguration(configuration.GetSection("Logging"));
        if (Environment.GetEnvironmentVariable("JOURNAL_STREAM") is null) logging.AddSimpleConsole(o => (o.SingleLine, o.TimestampFormat, o.ColorBehavior) = (true, "HH:mm:ss.fff ", LoggerColorBehavior.Disabled));
        else logging.AddSystemdConsole();
        logging.Services.Configure<ConsoleLoggerOptions>(o =>
        {
            o.LogToStandardErrorThreshold = LogLevel.Trace;
            // Whoever reads the log may stall (a hung journald); lines are then dropped, and how many is told when it reads again.
            o.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite;
        });
    }
}
