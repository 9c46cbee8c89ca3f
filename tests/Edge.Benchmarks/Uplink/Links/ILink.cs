namespace Edge.Benchmarks.Uplink.Links;

/// <summary>A narrow link between a board and a hub, each in a network of its own.</summary>
internal interface ILink : IDisposable
{
    NetworkNamespace Board { get; }

    NetworkNamespace Hub { get; }

    /// <summary>Narrows the link; before that it is as fast as the machine.</summary>
    void Shape();

    void Up();

    void Down();
}
