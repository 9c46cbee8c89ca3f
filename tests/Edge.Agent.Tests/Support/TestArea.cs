using System.IO.Compression;
using System.Security.Cryptography;
using Edge.Agent.Identity;
using Edge.Agent.Identity.Officers;
using Edge.Agent.Storage;
using Edge.Contracts;
using Edge.Contracts.Areas;
using Edge.Contracts.Wire;
using Edge.Hosting.Linux;
using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edge.Agent.Tests.Support;

/// <summary>An area as a hub tells a board of it: two officers, and what is sealed for them. PINs cost few iterations here.</summary>
internal sealed class TestArea : IDisposable
{
    public const string Area = "north";
    public const string Lan = "lan";
    public const string LanPin = "246810";
    public const string Minh = "minh";
    public const string MinhPin = "135791";

    private const int FewIterations = 1000;
    private readonly DataFolder _data;
    private readonly ECDiffieHellman _areaKey = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDiffieHellman _boardKey = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);

    public TestArea(DataFolder data)
    {
        _data = data;
        var keyFile = Path.Combine(data.Root, "test-node.key");
        File.WriteAllText(keyFile, _boardKey.ExportPkcs8PrivateKeyPem());
        Identity = TestKeys.Shared.Identity() with { KeyFile = keyFile };
    }

    /// <summary>The board the objects are sealed to.</summary>
    public AgentIdentity Identity { get; }

    public AreaFile File1 { get; } = new() { Area = Area, Version = 1, DailyQuota = 40 };

    /// <summary>A store on the data folder, as after a restart.</summary>
    public AreaStore Open(string group = Area) => new(_data, new LinuxDisk(), Identity with { Group = group }, NullLogger<AreaStore>.Instance);

    /// <summary>The area's file with both officers, changed as told, sealed to the board.</summary>
    public byte[] AreaObject(ulong version = 1, Action<AreaFile>? change = null)
    {
        if (File1.Officers.Count == 0) File1.Officers.Add([Officer(Lan, "Lò Thị Lan", LanPin), Officer(Minh, "Đinh Văn Minh", MinhPin)]);
        var file = File1.Clone();
        file.Version = version;
        change?.Invoke(file);
        return Seal(Names.AreaObject, version, file);
    }

    public byte[] WorklistObject(ulong version, ulong from, WorklistContent content, DateTimeOffset? expires = null)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal, leaveOpen: true)) content.WriteTo(brotli);
        return Seal(Names.WorklistObject, version, new Worklist
        {
            Area = Area,
            Version = version,
            BaseVersion = from,
            ExpiresAtMs = (expires ?? new DateTimeOffset(2090, 1, 1, 0, 0, 0, TimeSpan.Zero)).ToUnixTimeMilliseconds(),
            Content = ByteString.CopyFrom(AreaSeal.Seal(packed.ToArray(), _areaKey.ExportSubjectPublicKeyInfo(), Area, version, from)),
        });
    }

    public byte[] AnswersObject(ulong version, params RecordAnswer[] answers) =>
        Seal(Names.AnswersObject, version, new AnswerBook { Area = Area, Version = version, NumberKey = ByteString.CopyFrom(new byte[32]), Answers = { answers } });

    public void Dispose()
    {
        _areaKey.Dispose();
        _boardKey.Dispose();
    }

    private AreaOfficer Officer(string id, string name, string pin)
    {
        var officer = OfficerPin.Make(id, pin, FewIterations);
        officer.Name = name;
        officer.WrappedAreaKey = ByteString.CopyFrom(AreaSeal.Wrap(_areaKey.ExportPkcs8PrivateKey(), officer.PublicKey.Span, Area, id));
        return officer;
    }

    private byte[] Seal(string name, ulong version, IMessage message) =>
        BoardSeal.Seal(message.ToByteArray(), _boardKey.ExportSubjectPublicKeyInfo(), Identity.Node, name, version);
}
