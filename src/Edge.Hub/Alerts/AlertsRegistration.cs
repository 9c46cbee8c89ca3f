using System.Text;
using Edge.Hosting.Configuration;
using Edge.Hosting.Linux;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Alerts;

internal static class AlertsRegistration
{
    /// <summary>Alerts, and how they are sent: nowhere unless the settings say where.</summary>
    public static IServiceCollection AddAlerts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<AlertsOptions>(AlertsOptions.Section);
        services.AddSingleton<IValidateOptions<AlertsOptions>, Check>();
        var section = configuration.GetSection(AlertsOptions.Section);
        if (!string.IsNullOrEmpty(section[nameof(AlertsOptions.Webhook)])) services.AddSingleton<IAlertSender>(Webhook);
        if (!string.IsNullOrEmpty(section[nameof(AlertsOptions.Smtp)])) services.AddSingleton<IAlertSender>(Mail);
        return services.AddSingleton<AlertOutbox>().AddSingleton<AlertBook>().AddSingleton<HubFacts>()
            .AddSingleton<AlertWatch>().AddHostedService(p => p.GetRequiredService<AlertWatch>()).AddHostedService<AlertPost>();
    }

    private static WebhookSender Webhook(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<AlertsOptions>>().Value;
        return new WebhookSender(new Uri(options.Webhook), Encoding.UTF8.GetBytes(FirstLine(options.WebhookSecretFile, nameof(options.WebhookSecretFile))), services.GetRequiredService<TimeProvider>());
    }

    private static MailSender Mail(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<AlertsOptions>>().Value;
        return new MailSender(options, options.SmtpPasswordFile.Length == 0 ? null : FirstLine(options.SmtpPasswordFile, nameof(options.SmtpPasswordFile)));
    }

    /// <exception cref="ConfigurationException">There is no secret there.</exception>
    private static string FirstLine(string file, string setting)
    {
        try
        {
            using var reader = new StreamReader(file);
            return reader.ReadLine()?.Trim() is { Length: >= 8 } line ? line : throw new ConfigurationException($"{AlertsOptions.Section}:{setting}: the first line of {file} must be a secret of at least 8 characters");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{AlertsOptions.Section}:{setting}: {file} cannot be read: {Reason.Of(e)}", e);
        }
    }

    private sealed class Check : IValidateOptions<AlertsOptions>
    {
        public ValidateOptionsResult Validate(string? name, AlertsOptions options) => options.Problem() is { } problem ? ValidateOptionsResult.Fail(problem) : ValidateOptionsResult.Success;
    }
}
