using Edge.Agent.Devices.Input;

namespace Edge.Agent.Devices.Codes;

/// <summary>A scanner that types as a keyboard. Good for digits and plain letters: marks do not come through a keyboard.</summary>
internal sealed class KeyedCodeReader(InputFile input) : ICodeReader
{
    private readonly KeyedCodes _codes = new();

    public Task<string> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_codes.Take(input.Next(cancellationToken)) is { } code) return Task.FromResult(code);
        }
    }

    public void Dispose() => input.Dispose();
}
