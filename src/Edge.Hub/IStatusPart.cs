namespace Edge.Hub;

/// <summary>A feature's share of `edge-hub status`. Register as many as there are.</summary>
internal interface IStatusPart
{
    /// <summary>Its key in the answer, in camelCase.</summary>
    string Name { get; }

    /// <summary>Its value: anything JSON can write; no personal data.</summary>
    Task<object> ReadAsync(CancellationToken cancellationToken);
}
