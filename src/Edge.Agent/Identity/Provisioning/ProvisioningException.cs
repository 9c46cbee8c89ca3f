namespace Edge.Agent.Identity.Provisioning;

/// <summary>The board was not provisioned, or its certificate not renewed; what it had is untouched, and trying again is safe.</summary>
internal sealed class ProvisioningException(string message, Exception? inner = null) : Exception(message, inner);
