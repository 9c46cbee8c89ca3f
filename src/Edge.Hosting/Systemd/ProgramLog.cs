using Microsoft.Extensions.Logging.Console;

namespace Edge.Hosting.Systemd;

/// <summary>Logs go to standard error, since standard output is for answers; under systemd in the journal's form, which knows the time itself.</summary>
internal static class ProgramLog
{
    public static void Configure(ILoggingBuilder logging, IConfiguration configuration)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        // We say ourselves, and better, why a start or a request failed.
        logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        logging.AddConfiguration(configuration.GetSection("Logging"));
        if (IsUnderSystemd) logging.AddSystemdConsole();
        else logging.AddSimpleConsole(o => (o.SingleLine, o.TimestampFormat, o.ColorBehavior) = (true, "HH:mm:ss.fff ", LoggerColorBehavior.Disabled));
        logging.Services.Configure<ConsoleLoggerOptions>(o =>
        {
            o.LogToStandardErrorThreshold = LogLevel.Trace;
            // Whoever reads the log may stall (a hung journald); lines are then dropped, and how many is told when it reads again.
            o.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite;
        });
    }

    private static bool IsUnderSystemd => Environment.GetEnvironmentVariable("JOURNAL_STREAM") is not null || Environment.GetEnvironmentVariable("INVOCATION_ID") is not null;
}
