using Edge.Hub.Audit;
using Edge.Hub.Dashboard.Words;
using Microsoft.AspNetCore.Components;

namespace Edge.Hub.Dashboard.Pages;

/// <summary>Who did what, newest first.</summary>
public sealed partial class AuditPage
{
    private const int PageSize = 50;

    private IReadOnlyList<AuditView>? _entries;
    private string _target = "";
    private long? _before;

    [Inject] private AuditReader Reader { get; set; } = null!;

    [CascadingParameter] private Tongue Tongue { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "target")] private string? Target { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _target = Target ?? "";
        await ReadAsync(null);
    }

    private Task FilterAsync() => ReadAsync(null);

    private async Task ReadAsync(long? before)
    {
        _before = before;
        var target = _target.Trim();
        _entries = await Reader.ListAsync(target.Length == 0 ? null : target, before, PageSize, CancellationToken.None);
    }
}
