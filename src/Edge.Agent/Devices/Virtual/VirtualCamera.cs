using Edge.Agent.Devices.Camera;

namespace Edge.Agent.Devices.Virtual;

/// <summary>A camera that gives one picture again and again.</summary>
internal sealed class VirtualCamera(VirtualPart part)
{
    private volatile Shown? _shown;

    /// <summary>A JPEG picture; a portrait of nobody until it is given another.</summary>
    public byte[] Picture
    {
        get => Now.Jpeg;
        set => Show(new Shown(value, null));
    }

    /// <summary>Which portrait of nobody it gives; null where it was given a picture.</summary>
    public PortraitKind? Kind => Now.Kind;

    /// <summary>Somebody who does not exist sits down before it.</summary>
    public void Show(PortraitKind kind) => Show(new Shown(MadeUpPortrait.Draw(kind), kind));

    // Not before it is asked for: real devices have a board like this beside them.
    private Shown Now => _shown ??= new Shown(MadeUpPortrait.Draw(PortraitKind.Good), PortraitKind.Good);

    public ICamera Open() => new Port(this, part.Connect());

    private void Show(Shown shown)
    {
        _shown = shown;
        part.Touch();
    }

    private sealed record Shown(byte[] Jpeg, PortraitKind? Kind);

    private sealed class Port(VirtualCamera camera, VirtualPlug plug) : ICamera, ICheckable
    {
        public async Task<byte[]> CaptureAsync(CancellationToken cancellationToken)
        {
            await plug.CallAsync(cancellationToken);
            return [.. camera.Picture];
        }

        public Task CheckAsync(CancellationToken cancellationToken) => plug.CallAsync(cancellationToken);

        public void Dispose()
        {
        }
    }
}
