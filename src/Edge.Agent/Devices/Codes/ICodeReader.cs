namespace Edge.Agent.Devices.Codes;

/// <summary>A barcode scanner.</summary>
internal interface ICodeReader : IDisposable
{
    /// <summary>The next whole code, without its end mark; at most 4,096 characters.</summary>
    /// <exception cref="DeviceException">The scanner is gone.</exception>
    Task<string> NextAsync(CancellationToken cancellationToken);
}
