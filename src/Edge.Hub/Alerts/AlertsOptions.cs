using System.ComponentModel.DataAnnotations;

namespace Edge.Hub.Alerts;

/// <summary>What becomes an alert beside the boards' own causes, and where alerts are sent.</summary>
internal sealed class AlertsOptions
{
    public const string Section = "Alerts";

    /// <summary>A cause must hold for so long before it is an alert.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "06:00:00")]
    public TimeSpan OpenAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A cause must be gone for so long before its alert is closed.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan CloseAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>No confirmed backup of the archive that is younger than this is worth a look, once there are records.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "60.00:00:00")]
    public TimeSpan BackupAge { get; init; } = TimeSpan.FromDays(2);

    /// <summary>For how many days alerts that are closed are kept.</summary>
    [Range(1, 3650)]
    public int KeepDays { get; init; } = 90;

    /// <summary>At most one message in so long; what comes meanwhile goes into the next.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan SendPause { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Where alerts are posted as JSON; https, or http to this machine. Empty for nowhere.</summary>
    public string Webhook { get; init; } = "";

    /// <summary>A file whose first line is the secret with which what is posted is signed.</summary>
    public string WebhookSecretFile { get; init; } = "";

    /// <summary>HOST:PORT of the mail server. Empty for no mail.</summary>
    public string Smtp { get; init; } = "";

    /// <summary>Refuses a mail server that offers no encryption; it may be off for one on this machine.</summary>
    public bool SmtpStartTls { get; init; } = true;

    /// <summary>The user at the mail server; empty where it asks for none.</summary>
    public string SmtpUser { get; init; } = "";

    /// <summary>A file whose first line is that user's password.</summary>
    public string SmtpPasswordFile { get; init; } = "";

    /// <summary>Who the mail is from.</summary>
    public string MailFrom { get; init; } = "";

    /// <summary>Who gets the mail.</summary>
    public string[] MailTo { get; init; } = [];

    /// <summary>What is wrong with where alerts are sent; null where nothing is.</summary>
    public string? Problem()
    {
        if (Webhook.Length > 0)
        {
            if (!Uri.TryCreate(Webhook, UriKind.Absolute, out var to) || !(to.Scheme == Uri.UriSchemeHttps || (to.Scheme == Uri.UriSchemeHttp && to.IsLoopback))) return $"{Section}:{nameof(Webhook)} is '{Webhook}'; it must be an https address, or http to this machine";
            if (WebhookSecretFile.Length == 0) return $"{Section}:{nameof(WebhookSecretFile)} is not set; what is posted to {Section}:{nameof(Webhook)} is signed with the secret in it";
        }
        if (Smtp.Length == 0) return null;
        if (!NetAddress.TrySplit(Smtp, out _, out var port) || port == 0) return $"{Section}:{nameof(Smtp)} is '{Smtp}'; it must be HOST:PORT";
        if (!IsMail(MailFrom)) return $"{Section}:{nameof(MailFrom)} is '{MailFrom}'; it must be a mail address";
        if (MailTo.Length is 0 or > 50) return $"{Section}:{nameof(MailTo)} names {MailTo.Length} addresses; it must be 1 to 50";
        return MailTo.FirstOrDefault(m => !IsMail(m)) is { } wrong ? $"{Section}:{nameof(MailTo)} has '{wrong}'; it must be a mail address" : null;
    }

    private static bool IsMail(string text) => MimeKit.MailboxAddress.TryParse(text, out var address) && address.Address.Contains('@', StringComparison.Ordinal);
}
