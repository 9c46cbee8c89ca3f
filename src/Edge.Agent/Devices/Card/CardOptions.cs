namespace Edge.Agent.Devices.Card;

/// <summary>The chip card reader.</summary>
internal sealed class CardOptions
{
    /// <summary>Which kind it is; none is there by default.</summary>
    public CardDriver Driver { get; init; }
}
