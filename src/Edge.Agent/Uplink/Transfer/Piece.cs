namespace Edge.Agent.Uplink.Transfer;

/// <summary>One chunk to send: its number on this connection and which bytes of which record.</summary>
internal readonly record struct Piece(ulong Number, OutgoingRecord Record, long First, long End, CongestionWindow.Mark Mark)
{
    public int Length => (int)(End - First);
}
