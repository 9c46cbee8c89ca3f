using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Edge.Hub.Alerts;

/// <summary>Mails alerts, many in one.</summary>
internal sealed class MailSender(AlertsOptions options, string? password) : IAlertSender
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public string Way => "mail";

    public async Task SendAsync(AlertMessage message, CancellationToken cancellationToken)
    {
        NetAddress.TrySplit(options.Smtp, out var host, out var port);
        try
        {
            using var smtp = new SmtpClient { Timeout = (int)Limit.TotalMilliseconds };
            await smtp.ConnectAsync(host, port, options.SmtpStartTls ? SecureSocketOptions.StartTls : SecureSocketOptions.None, cancellationToken);
            if (options.SmtpUser.Length > 0) await smtp.AuthenticateAsync(options.SmtpUser, password ?? "", cancellationToken);
            await smtp.SendAsync(Mail(message), cancellationToken);
            await smtp.DisconnectAsync(true, cancellationToken);
        }
        catch (Exception e) when (e is IOException or SocketException or ProtocolException or CommandException or AuthenticationException or SslHandshakeException or NotSupportedException or TimeoutException)
        {
            throw new AlertNotSentException($"mail server {options.Smtp}: {e.Message}", e);
        }
    }

    private MimeMessage Mail(AlertMessage message)
    {
        var digest = AlertDigest.Read(message.Body);
        var mail = new MimeMessage { Subject = AlertWords.Subject(digest), MessageId = $"{message.Id}@edge-hub", Body = new TextPart("plain") { Text = AlertWords.Text(digest) } };
        mail.From.Add(MailboxAddress.Parse(options.MailFrom));
        mail.To.AddRange(options.MailTo.Select(MailboxAddress.Parse));
        return mail;
    }
}
