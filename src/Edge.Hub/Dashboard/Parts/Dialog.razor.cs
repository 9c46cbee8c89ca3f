using Edge.Hub.Dashboard.Shell;
using Edge.Hub.Dashboard.Words;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Edge.Hub.Dashboard.Parts;

/// <summary>Asks before something is done, does it, and stays with the reason where it could not be.</summary>
public sealed partial class Dialog
{
    private readonly string _id = "dialog-" + System.Security.Cryptography.RandomNumberGenerator.GetHexString(12, lowercase: true);
    private ElementReference _dialog;
    private bool _open;
    private bool _opening;
    private int _opened;
    private bool _busy;
    private string? _problem;

    [CascadingParameter] private Tongue Tongue { get; set; } = null!;

    [Parameter, EditorRequired] public required string Title { get; set; }

    [Parameter] public RenderFragment? ChildContent { get; set; }

    /// <summary>The word on the button; without one there is nothing to do but to close.</summary>
    [Parameter] public string? Act { get; set; }

    [Parameter] public bool Dangerous { get; set; }

    /// <summary>What is done, and whether the dialog is over with it. What it throws is told in the dialog, which stays open then.</summary>
    [Parameter] public Func<Task<bool>>? Doing { get; set; }

    /// <summary>Opens it once its content is drawn: only then does the first field get the focus.</summary>
    public Task OpenAsync()
    {
        (_open, _problem, _busy, _opening) = (true, null, false, true);
        _opened++;
        StateHasChanged();
        return Task.CompletedTask;
    }

    public async Task CloseAsync() => await Scripts.InvokeVoidAsync("edge.close", _dialog);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_opening) return;
        _opening = false;
        await Scripts.InvokeVoidAsync("edge.open", _dialog);
    }

    // The dialog may be opened again before the word of its closing comes, or while the browser is asked: keys overtake both.
    private async Task ClosedAsync()
    {
        var closed = _opened;
        if (!_opening && !await Scripts.InvokeAsync<bool>("edge.isOpen", _dialog) && closed == _opened) _open = false;
    }

    private async Task ActAsync()
    {
        if (_busy || Doing is null) return;
        _busy = true;
        var stay = false;
        _problem = await Attempt.ProblemAsync(Tongue, async () => stay = !await Doing());
        _busy = false;
        // Whoever asked shows what has come of it.
        await EventCallback.Factory.Create(Doing.Target!, static () => { }).InvokeAsync();
        if (_problem is null && !stay) await CloseAsync();
    }
}
