using System.Globalization;
using Edge.Contracts;
using Edge.Contracts.Trust;
using Edge.Contracts.Wire;
using Edge.Hosting.Configuration;
using Edge.Hosting.Linux;
using Edge.Hub.Keys;
using Edge.Hub.Objects;
using Google.Protobuf;

namespace Edge.Hub.Trust;

/// <summary>Stages the next trust file and puts a signed one in force: on this hub at once, on boards as they pull it.</summary>
internal sealed partial class TrustPublisher(HubKeys keys, HubPaths paths, ObjectCatalog catalog, TimeProvider time, ILogger<TrustPublisher> logger) : IHostedService
{
    private readonly Lock _gate = new();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Offer();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Makes the next version, to be signed elsewhere. Nothing is in force by it.</summary>
    /// <exception cref="MalformedException">It would not be a usable trust file.</exception>
    public StagedTrust Stage(StageRequest request)
    {
        lock (_gate)
        {
            using var made = request.NewReceipt ? new NewReceiptKey() : null;
            var file = TrustDraft.Make(keys.Trust, request, made?.Public, time.GetUtcNow());
            var staged = new SignedTrust { Trust = file.ToByteString(), RootId = keys.Root.Id };
            TrustAnchors.ReadFile(staged);
            if (!file.ReceiptKeys.Any(k => k.Id == made?.Public.Id || keys.HeldReceiptKeys.Contains(k.Id)))
            {
                throw new MalformedException("the hub would have no receipt key left to sign with; add --new-receipt");
            }
            // Last: a key that no file names would only be in the way.
            made?.Write(paths);
            return new StagedTrust(file.Version, staged.ToByteArray(), made?.Public.Id);
        }
    }

    /// <summary>Puts a signed trust file in force; durable before anyone is told of it.</summary>
    /// <exception cref="MalformedException">The pinned root did not sign it, or it is not newer than the one in force.</exception>
    /// <exception cref="ConfigurationException">This hub could not work with it.</exception>
    public void Publish(ReadOnlySpan<byte> file)
    {
        lock (_gate)
        {
            var next = TrustAnchors.Verify(Decoder.Parse(SignedTrust.Parser, file, "trust file"), keys.Root);
            if (next.Version <= keys.Trust.Version) throw new MalformedException($"trust file version {next.Version} is not newer than version {keys.Trust.Version}, which is in force; stage and sign the next one");
            keys.Check(paths, next);
            KeepPresent();
            DurableFile.Write(paths.TrustFile, next.Signed.ToByteArray());
            keys.Reload(paths);
            Offer();
            LogPublished(next.Version, next.Registry.Id, keys.Receipt.Public.Id);
        }
    }

    private void KeepPresent()
    {
        Directory.CreateDirectory(paths.PastTrust, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        DurableFile.SyncFolder(paths.Trust);
        DurableFile.Write(Path.Combine(paths.PastTrust, string.Create(CultureInfo.InvariantCulture, $"{keys.Trust.Version}.bin")), keys.Trust.Signed.ToByteArray());
    }

    private void Offer() => catalog.Put(new CatalogObject(Names.TrustObject, keys.Trust.Version, keys.Trust.Signed.ToByteArray(), board => board.Trust));

    [LoggerMessage(LogLevel.Information, "Trust file version {Version} is in force: records are sealed to registry key {Registry}, receipts signed with {Receipt}; boards get it at their next contact")]
    private partial void LogPublished(ulong version, string registry, string receipt);
}

/// <summary>The next trust file, not signed yet.</summary>
internal sealed record StagedTrust(ulong Version, byte[] File, string? NewReceiptKey);
