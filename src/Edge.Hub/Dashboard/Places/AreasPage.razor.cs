using Edge.Hub.Accounts;
using Edge.Hub.Areas;
using Edge.Hub.Areas.Answers;
using Edge.Hub.Dashboard.Shell;
using Edge.Hub.Dashboard.Words;
using Microsoft.AspNetCore.Components;

namespace Edge.Hub.Dashboard.Places;

/// <summary>Every area in figures, and the way in for what the registry has answered.</summary>
public sealed partial class AreasPage
{
    private IReadOnlyList<AreaView>? _areas;
    private Upload? _upload;

    [Inject] private AreaViews Views { get; set; } = null!;

    [Inject] private AnswerList Answers { get; set; } = null!;

    [Inject] private Doer Doer { get; set; } = null!;

    [CascadingParameter] private Tongue Tongue { get; set; } = null!;

    protected override async Task OnInitializedAsync() => _areas = await Views.AllAsync(CancellationToken.None);

    private async Task<string> PreviewAsync(byte[] csv)
    {
        await Doer.MayAsync(Rights.Operate);
        var preview = await Answers.PreviewAsync(csv, CancellationToken.None);
        return Tongue.Of(AreaWords.GoodAnswers, Tongue.Number(preview.Answers), string.Join(", ", preview.Areas));
    }

    private async Task TakeAsync(byte[] csv)
    {
        await Answers.ImportAsync(await Doer.MayAsync(Rights.Operate), csv, CancellationToken.None);
        _areas = await Views.AllAsync(CancellationToken.None);
        StateHasChanged();
    }
}
