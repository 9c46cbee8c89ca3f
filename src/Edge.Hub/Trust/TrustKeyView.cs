namespace Edge.Hub.Trust;

/// <summary>A key as it is shown.</summary>
/// <param name="Role">registry, receipt, release.</param>
/// <param name="Id">Its id.</param>
/// <param name="State">What becomes of it now.</param>
internal sealed record TrustKeyView(string Role, string Id, string State);
