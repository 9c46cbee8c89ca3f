using Edge.Agent.Identity;
using Edge.Agent.Identity.Provisioning;
using Edge.Agent.Kiosk.Show;
using Edge.Agent.Storage;
using ProvisioningMessage = Edge.Contracts.Wire.Provisioning;

namespace Edge.Agent.Commissioning;

/// <summary>
/// Whether a board takes a stick's file. A new board takes any; one that is somebody only what <c>provision FILE</c> would take without
/// <c>--replace</c>, and of that only what its own hub has yet to confirm: whoever can plug in a stick must not be able to take a board over.
/// </summary>
internal sealed class StickRules(DataFolder data)
{
    private const string ByCommand = "a stick does not change that; see edge-agent provision --help";

    private readonly IdentityFiles _files = new(data);

    public StickVerdict Judge(string text)
    {
        try
        {
            var (provisioning, _) = Provisioner.Read(text);
            return Judge(text, provisioning);
        }
        catch (ProvisioningException e)
        {
            return new StickVerdict(StickState.Failed, e.Message);
        }
    }

    private StickVerdict Judge(string text, ProvisioningMessage given)
    {
        if (!Holds(data.Identity))
        {
            // Its records would go to whichever hub the file names.
            return Holds(data.Signers) ? new StickVerdict(StickState.Failed, $"this board was in use and its identity is gone; {ByCommand}") : StickVerdict.Take;
        }
        if (Present() is not { } present) return new StickVerdict(StickState.Failed, $"the identity of this board is damaged; {ByCommand}");
        if (present.Node != given.Node) return new StickVerdict(StickState.NotOurs, $"this board is {present.Node} and the file is for {given.Node}; {ByCommand}");
        if (present.RootSpki != given.RootSpki) return new StickVerdict(StickState.NotOurs, $"the file is from another hub than that of {present.Node}; {ByCommand}");
        if (File.Exists(_files.ProvisionedBy) && File.ReadAllText(_files.ProvisionedBy) == Provisioner.DigestOf(text)) return new StickVerdict(StickState.Done, null);
        // The board's own certificate is no secret: with it in a file of theirs anybody could lead the board to other addresses.
        return given.Certificate.IsEmpty ? StickVerdict.Take : new StickVerdict(StickState.Failed, $"this board is provisioned and the file brings a certificate, with which no hub is asked; {ByCommand}");
    }

    private ProvisioningMessage? Present()
    {
        if (!IdentityStore.IsProvisioned(data)) return null;
        try
        {
            return IdentityStore.Provisioned(_files);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool Holds(string folder) => Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any();
}

/// <summary>What becomes of a stick's file.</summary>
/// <param name="State"><see cref="StickState.Working"/> where it is taken.</param>
/// <param name="Why">Why it is not.</param>
internal sealed record StickVerdict(StickState State, string? Why)
{
    public static StickVerdict Take { get; } = new(StickState.Working, null);

    public bool IsTaken => State == StickState.Working;
}
