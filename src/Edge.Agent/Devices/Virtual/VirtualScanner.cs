using System.Threading.Channels;
using Edge.Agent.Devices.Codes;

namespace Edge.Agent.Devices.Virtual;

/// <summary>A scanner that reads what it is told.</summary>
internal sealed class VirtualScanner(VirtualPart part)
{
    private readonly VirtualQueue<string> _codes = new();

    public void Read(string code)
    {
        if (part.Plugged) _codes.Post(code.Length > CodeLimit.Characters ? code[..CodeLimit.Characters] : code);
    }

    public ICodeReader Open() => new Port(part.Connect(), _codes.Open());

    private sealed class Port(VirtualPlug plug, ChannelReader<string> codes) : ICodeReader
    {
        public Task<string> NextAsync(CancellationToken cancellationToken) => plug.WaitAsync(token => codes.ReadAsync(token).AsTask(), cancellationToken);

        public void Dispose()
        {
        }
    }
}
