using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Edge.Hub;
using Edge.Hub.Archive;
using Edge.Hub.Boards;
using Edge.Hub.Keys;
using Edge.Testing.Processes;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Edge.Benchmarks.Fleet;

/// <summary>A hub's data folder that knows so many boards, and their keys: made once and kept, since making it takes a minute.</summary>
internal sealed class FleetFolder(string parent, FleetPlan plan)
{
    private readonly string _folder = Path.Combine(parent, string.Create(CultureInfo.InvariantCulture, $"fleet-{plan.Boards}"));

    public string Data => Path.Combine(_folder, "hub");

    private string Keys => Path.Combine(_folder, "boards.bin");

    /// <summary>Makes what is not there yet.</summary>
    public async Task MakeAsync(Action<string> say, CancellationToken cancellationToken)
    {
        if (File.Exists(Keys)) return;
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
        Directory.CreateDirectory(_folder);
        await using (var first = HubProcess.Start(HubSetup.OnFreePorts(Data)))
        {
            await first.WaitReadyAsync(cancellationToken);
            await first.StopAsync();
        }
        say(string.Create(CultureInfo.InvariantCulture, $"fleet: making {plan.Boards} boards' keys and certificates"));
        await AdmitAsync(cancellationToken);
    }

    public List<FleetIdentity> Read()
    {
        using var reader = new BinaryReader(File.OpenRead(Keys));
        var boards = new List<FleetIdentity>(plan.Boards);
        for (var i = 0; i < plan.Boards; i++) boards.Add(new FleetIdentity(NameOf(i), reader.ReadBytes(reader.ReadInt32()), reader.ReadBytes(reader.ReadInt32())));
        return boards;
    }

    public static string NameOf(int board) => string.Create(CultureInfo.InvariantCulture, $"bench-{board + 1:D5}");

    private async Task AdmitAsync(CancellationToken cancellationToken)
    {
        var paths = new HubPaths(Data);
        using var keys = HubKeys.Open(paths);
        var authority = new CertificateAuthority(keys, TimeProvider.System);
        var made = new (byte[] Key, X509Certificate2 Certificate, byte[] Spki)[plan.Boards];
        Parallel.For(0, plan.Boards, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            made[i] = (key.ExportPkcs8PrivateKey(), authority.IssueNode(NameOf(i), new PublicKey(key)), key.ExportSubjectPublicKeyInfo());
        });
        var options = new DbContextOptionsBuilder<HubDb>();
        options.UseSqlite(new SqliteConnectionStringBuilder { DataSource = paths.Database, Pooling = false }.ToString());
        await using (var db = new HubDb(options.Options))
        {
            var now = TimeProvider.System.GetUtcNow();
            db.AddRange(made.Select((_, i) => new Node { Name = NameOf(i), Group = FleetPlan.Group, MqttAddress = "hub:8883", HttpsAddress = "hub:8443", CreatedAt = now }));
            var rows = made.Select((b, i) => new NodeKey { Node = NameOf(i), Spki = b.Spki, AddedAt = now }).ToList();
            db.AddRange(rows);
            await db.SaveChangesAsync(cancellationToken);
            db.AddRange(made.Select((b, i) => new NodeCertificate
            {
                Serial = b.Certificate.SerialNumber, KeyId = rows[i].Id, Node = NameOf(i), Thumbprint = b.Certificate.GetCertHash(HashAlgorithmName.SHA256),
                IssuedAt = now, NotAfter = new DateTimeOffset(b.Certificate.NotAfter.ToUniversalTime()),
            }));
            await db.SaveChangesAsync(cancellationToken);
        }
        await using (var file = new BinaryWriter(File.Create(Keys + ".new")))
        {
            foreach (var (key, certificate, _) in made)
            {
                file.Write(key.Length);
                file.Write(key);
                file.Write(certificate.RawData.Length);
                file.Write(certificate.RawData);
                certificate.Dispose();
            }
        }
        File.Move(Keys + ".new", Keys);
    }
}

/// <summary>A board's name, private key (PKCS#8) and certificate (DER).</summary>
internal sealed record FleetIdentity(string Node, byte[] Key, byte[] Certificate);
