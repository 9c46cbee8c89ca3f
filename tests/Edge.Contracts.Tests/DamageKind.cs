namespace Edge.Contracts.Tests;

internal enum DamageKind
{
    Change,
    Truncate,
    Append,
    Insert,
    Delete,
}
