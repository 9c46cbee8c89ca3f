using Edge.Hub.Dashboard.Words;
using Edge.Hub.Views.Fleet;
using Microsoft.AspNetCore.Components.QuickGrid;

namespace Edge.Hub.Dashboard.Fleet;

/// <summary>The orders in which the boards may stand.</summary>
internal static class Sorts
{
    public static readonly GridSort<FleetRow> Node = GridSort<FleetRow>.ByAscending(r => r.Node);
    public static readonly GridSort<FleetRow> State = GridSort<FleetRow>.ByAscending(r => States.Rank(r.State)).ThenAscending(r => r.Node);
    public static readonly GridSort<FleetRow> Contact = GridSort<FleetRow>.ByAscending(r => r.LastContact).ThenAscending(r => r.Node);
    public static readonly GridSort<FleetRow> Backlog = GridSort<FleetRow>.ByAscending(r => r.BacklogRecords).ThenAscending(r => r.Node);
    public static readonly GridSort<FleetRow> Missing = GridSort<FleetRow>.ByAscending(r => r.Gaps).ThenAscending(r => r.Node);
    public static readonly GridSort<FleetRow> Link = GridSort<FleetRow>.ByAscending(r => r.LinkPercent == null ? 101 : r.LinkPercent.Value).ThenAscending(r => r.Node);
    public static readonly GridSort<FleetRow> Power = GridSort<FleetRow>.ByAscending(r => r.PowerPercent == null ? 101 : r.PowerPercent.Value).ThenAscending(r => r.Node);
    public static readonly GridSort<FleetRow> Disk = GridSort<FleetRow>.ByAscending(r => r.DiskFreePercent == null ? 101 : r.DiskFreePercent.Value).ThenAscending(r => r.Node);
    public static readonly GridSort<FleetRow> Version = GridSort<FleetRow>.ByAscending(r => r.Version).ThenAscending(r => r.Node);
}
