namespace Edge.Hub.Dashboard.Fleet;

/// <summary>An area's boards in sum.</summary>
internal sealed record AreaSums(string Area, FleetSums Sums);
