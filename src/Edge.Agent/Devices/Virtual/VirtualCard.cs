using Edge.Agent.Devices.Card;

namespace Edge.Agent.Devices.Virtual;

/// <summary>A reader on which a card is laid that answers as it is told to.</summary>
internal sealed class VirtualCard(VirtualPart part, TimeProvider time)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private volatile Func<ReadOnlyMemory<byte>, byte[]>? _chip;

    /// <summary>What a chip on the reader answers to a command; null where no card lies there.</summary>
    public Func<ReadOnlyMemory<byte>, byte[]>? Chip
    {
        get => _chip;
        set
        {
            _chip = value;
            part.Touch();
        }
    }

    public IChipReader Open() => new Port(this, part.Connect());

    private async Task<bool> WaitAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (_chip is null)
        {
            var left = wait - time.GetElapsedTime(began);
            if (left <= TimeSpan.Zero) return false;
            await Task.Delay(left < Look ? left : Look, time, cancellationToken);
        }
        return true;
    }

    private sealed class Port(VirtualCard card, VirtualPlug plug) : IChipReader
    {
        private Func<ReadOnlyMemory<byte>, byte[]>? _selected;

        public async Task<bool> SelectAsync(TimeSpan wait, CancellationToken cancellationToken)
        {
            await plug.CallAsync(cancellationToken);
            if (!await plug.WaitAsync(token => card.WaitAsync(wait, token), cancellationToken)) return false;
            _selected = card.Chip;
            return _selected is not null;
        }

        public async Task<byte[]> ExchangeAsync(ReadOnlyMemory<byte> command, CancellationToken cancellationToken)
        {
            await plug.CallAsync(cancellationToken);
            if (_selected is not { } chip || chip != card.Chip) throw new DeviceException("no card lies on the virtual reader, or another one than was selected");
            return chip(command);
        }

        public void Dispose()
        {
        }
    }
}
