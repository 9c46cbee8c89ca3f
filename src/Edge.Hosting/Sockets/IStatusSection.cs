namespace Edge.Hosting.Sockets;

/// <summary>A part of <c>GET /v1/status</c> that a feature tells about itself.</summary>
internal interface IStatusSection
{
    /// <summary>Its member name in the answer.</summary>
    string Name { get; }

    /// <summary>What to write there, as JSON sees it; quick and without side effects.</summary>
    object Read();
}
