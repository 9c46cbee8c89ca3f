using System.Threading.Channels;
using Edge.Agent.Devices.Codes;

namespace Edge.Agent.Devices.Virtual;

/// <summary>A keypad without keys.</summary>
internal sealed class VirtualKeypad(VirtualPart part)
{
    private readonly VirtualQueue<KeypadKey> _keys = new();

    public void Press(KeypadKey key)
    {
        if (part.Plugged) _keys.Post(key);
    }

    public IKeypad Open() => new Port(part.Connect(), _keys.Open());

    private sealed class Port(VirtualPlug plug, ChannelReader<KeypadKey> keys) : IKeypad
    {
        public Task<KeypadKey> NextAsync(CancellationToken cancellationToken) => plug.WaitAsync(token => keys.ReadAsync(token).AsTask(), cancellationToken);

        public void Dispose()
        {
        }
    }
}
