using System.Globalization;
using Edge.Hub.Dashboard.Words;
using Edge.Hub.Views.Custody;
using Microsoft.AspNetCore.Components;

namespace Edge.Hub.Dashboard.Keeping;

/// <summary>What can be shown of a board's day, as a page to print.</summary>
public sealed partial class ProofPage
{
    private const string Form = "yyyy-MM-dd";

    private static readonly DateOnly Earliest = new(2000, 1, 1);

    private Proof? _proof;
    private DateOnly _day;
    private bool _read;

    [Inject] private ProofViews Views { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    [CascadingParameter] private Tongue Tongue { get; set; } = null!;

    [Parameter] public string Node { get; set; } = "";

    [Parameter] public string? Day { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        var today = Tongue.DayOf(Time.GetUtcNow());
        _day = DateOnly.TryParseExact(Day, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day >= Earliest && day <= today ? day : today.AddDays(-1);
        _proof = await Views.ReadAsync(Node, _day, CancellationToken.None);
        _read = true;
    }

    private void Choose(ChangeEventArgs e)
    {
        if (DateOnly.TryParseExact(e.Value as string, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) Navigation.NavigateTo(Link(day));
    }

    private string Link(int days) => Link(_day.AddDays(days));

    private string Link(DateOnly day) => $"/custody/{Uri.EscapeDataString(Node)}/{day.ToString(Form, CultureInfo.InvariantCulture)}";

    private string Range(long first, long last) => first == last ? Tongue.Number(first) : Tongue.Of(CustodyWords.FirstToLast, Tongue.Number(first), Tongue.Number(last));
}
