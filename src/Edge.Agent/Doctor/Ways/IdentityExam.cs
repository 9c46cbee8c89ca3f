using Edge.Agent.Identity;
using Edge.Agent.Storage;
using Edge.Hosting;
using Edge.Hosting.Configuration;

namespace Edge.Agent.Doctor.Ways;

/// <summary>Who this board is, the certificate it shows, and the trust file it goes by.</summary>
internal sealed class IdentityExam(DataFolder data, TimeProvider time)
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private static readonly Said Provision = new("cấp phát máy: edge-agent provision TỆP (tệp do trung tâm tạo)", "provision it: edge-agent provision FILE (the hub makes the file)");
    private static readonly Said Again = new("cấp phát lại máy: edge-agent provision TỆP --replace; hồ sơ đang giữ không mất", "provision it again: edge-agent provision FILE --replace; records it holds stay");

    private readonly IdentityFiles _files = new(data);

    /// <summary>Null until <see cref="Look"/> could read it.</summary>
    public AgentIdentity? Identity { get; private set; }

    public IEnumerable<Finding> Look()
    {
        var identity = Whole();
        yield return identity;
        if (Identity is null) yield break;
        yield return Certificate(Identity);
        yield return Trust(Identity);
    }

    private Finding Whole()
    {
        foreach (var file in (string[])[_files.Provisioned, _files.Certificate, _files.Key])
        {
            switch (Reach.Reading(file))
            {
                case Reached.NoPermission:
                    return Subject.Identity.Attention($"có, nhưng tài khoản {Environment.UserName} không được phép đọc {file}", $"it is there, but user {Environment.UserName} has no permission to read {file}", Reach.AsOther(data));
                case Reached.Missing when file == _files.Key:
                    return Subject.Identity.Fault($"thiếu khóa của máy: {file}", $"the board's key is missing: {file}", Again);
                case Reached.Missing:
                    return Subject.Identity.Fault($"máy chưa được cấp phát: không có {file}", $"this board is not provisioned: {file} is missing", Provision);
            }
        }
        try
        {
            Identity = IdentityStore.Load(data);
        }
        catch (Exception e) when (e is ConfigurationException or IOException)
        {
            return Subject.Identity.Fault("hỏng, không dùng được", "it is damaged and cannot be used", Again, e.Message);
        }
        if ((File.GetUnixFileMode(_files.Key) & Others) != 0)
        {
            return Subject.Identity.Attention($"{Identity.Node} nhóm {Identity.Group}; người khác đọc được khóa của máy", $"{Identity.Node} of group {Identity.Group}; others can read the board's key", new($"chmod 600 {_files.Key}", $"chmod 600 {_files.Key}"));
        }
        return Subject.Identity.Ok($"{Identity.Node} nhóm {Identity.Group}", $"{Identity.Node} of group {Identity.Group}");
    }

    private Finding Certificate(AgentIdentity identity)
    {
        if (CertificateDates.Problem(identity.CertificateFile, time.GetUtcNow()) is { } problem) return Subject.Certificate.Attention("trung tâm có thể từ chối nó", "the hub may refuse it", new("xem đồng hồ trước; nếu giờ đúng, cấp phát lại máy", "look at the clock first; if it is right, provision the board again"), problem);
        var until = CertificateDates.Until(identity.CertificateFile);
        return Subject.Certificate.Ok($"dùng đến {until:yyyy-MM-dd}, tự gia hạn", $"valid to {until:yyyy-MM-dd}, renews itself");
    }

    private static Finding Trust(AgentIdentity identity)
    {
        var trust = identity.Trust.Current;
        return identity.Trust.Problem is { } problem
            ? Subject.Trust.Attention($"tệp mới nhất hỏng; đang dùng bản {trust.Version} lúc cấp phát", $"the newest one is damaged; version {trust.Version} of the provisioning is in force", new("cho máy nối trung tâm một lần: nó tự lấy bản mới", "let the board reach the hub once: it fetches the newest"), problem)
            : Subject.Trust.Ok($"bản {trust.Version}, khóa gốc ký đúng", $"version {trust.Version}, signed by the pinned root");
    }
}
