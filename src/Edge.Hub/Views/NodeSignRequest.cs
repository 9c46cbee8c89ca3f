namespace Edge.Hub.Views;

/// <summary>Asks for a provisioning file with a certificate; group and address are needed where the board is not known yet.</summary>
internal sealed record NodeSignRequest(string Node, string? Group, string? Address, string? HttpsAddress, string Csr);
