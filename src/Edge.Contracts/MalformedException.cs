namespace Edge.Contracts;

/// <summary>Bytes from outside do not have the form they must have. The message never quotes the bytes.</summary>
public sealed class MalformedException(string message, Exception? inner = null) : Exception(message, inner);
