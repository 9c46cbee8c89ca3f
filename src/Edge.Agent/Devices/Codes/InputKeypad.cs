using Edge.Agent.Devices.Input;

namespace Edge.Agent.Devices.Codes;

/// <summary>A numeric keypad of the kernel's input layer.</summary>
internal sealed class InputKeypad(InputFile input) : IKeypad
{
    public Task<KeypadKey> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (KeypadKeys.Of(input.Next(cancellationToken)) is { } key) return Task.FromResult(key);
        }
    }

    public void Dispose() => input.Dispose();
}
