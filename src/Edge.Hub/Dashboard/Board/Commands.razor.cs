using Edge.Contracts;
using Edge.Hub.Accounts;
using Edge.Hub.Boards;
using Edge.Hub.Dashboard.Parts;
using Edge.Hub.Dashboard.Shell;
using Edge.Hub.Dashboard.Words;
using Edge.Hub.Views;
using Microsoft.AspNetCore.Components;

namespace Edge.Hub.Dashboard.Board;

/// <summary>What may be done to one board. Each asks first, names the board, and is refused here too for whoever may not.</summary>
public sealed partial class Commands
{
    private Dialog? _note, _again, _rebirth, _lock;
    private string _text = "";

    [Inject] private BoardCommands Acts { get; set; } = null!;

    [Inject] private Revoker Revoker { get; set; } = null!;

    [Inject] private Doer Doer { get; set; } = null!;

    [CascadingParameter] private Tongue Tongue { get; set; } = null!;

    [Parameter, EditorRequired] public required string Node { get; set; }

    [Parameter] public bool Locked { get; set; }

    /// <summary>Something was done: what is shown is older than that.</summary>
    [Parameter] public EventCallback Done { get; set; }

    private string Titled(Text title) => $"{Tongue[title]}: {Node}";

    private Task AskAsync(Dialog? dialog)
    {
        _text = "";
        return dialog!.OpenAsync();
    }

    private async Task<bool> NoteAsync()
    {
        await Acts.NoteAsync(await Doer.MayAsync(Rights.Operate), Node, _text, CancellationToken.None);
        await Done.InvokeAsync();
        return true;
    }

    private async Task<bool> OfferAgainAsync()
    {
        await Acts.OfferAgainAsync(await Doer.MayAsync(Rights.Operate), Node, CancellationToken.None);
        return true;
    }

    private async Task<bool> RebirthAsync() =>
        await Acts.RebirthAsync(await Doer.MayAsync(Rights.Maintain), Node, CancellationToken.None) ? true : throw new HubException(Tongue[BoardWords.NoBroker]);

    private async Task<bool> LockAsync()
    {
        var actor = await Doer.MayAsync(Rights.Maintain);
        if (_text.Trim() != Node) throw new MalformedException(Tongue.Of(BoardWords.LockOther, Node));
        await Revoker.RevokeAsync(actor, Node, CancellationToken.None);
        await Done.InvokeAsync();
        return true;
    }
}
