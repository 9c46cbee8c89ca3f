using Edge.Contracts;
using Edge.Hub.Dashboard.Parts;
using Edge.Hub.Dashboard.Words;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;

namespace Edge.Hub.Dashboard.Places;

/// <summary>Takes in a file in two steps: what it would do or what is wrong in it by line, and only then the taking. Its bytes are in memory and nowhere else.</summary>
public sealed partial class Upload
{
    private readonly string _id = "file-" + System.Security.Cryptography.RandomNumberGenerator.GetHexString(12, lowercase: true);
    private Dialog? _dialog;
    private Task _loading = Task.CompletedTask;
    private byte[]? _bytes;
    private string? _refused;
    private string? _good;
    private bool _taken;
    private bool _reading;

    [CascadingParameter] private Tongue Tongue { get; set; } = null!;

    [Parameter, EditorRequired] public required string Title { get; set; }

    [Parameter] public Text Columns { get; set; }

    [Parameter, EditorRequired] public required int MostBytes { get; set; }

    /// <summary>What else is asked beside the file.</summary>
    [Parameter] public RenderFragment? ChildContent { get; set; }

    /// <summary>Says what the file would do; throws with what is wrong in it.</summary>
    [Parameter, EditorRequired] public required Func<byte[], Task<string>> Checking { get; set; }

    [Parameter, EditorRequired] public required Func<byte[], Task> Taking { get; set; }

    public Task OpenAsync()
    {
        (_bytes, _refused, _good, _taken, _reading) = (null, null, null, false, false);
        return _dialog!.OpenAsync();
    }

    /// <summary>What is asked beside the file is another now: it has to be checked again.</summary>
    public void Forget() => _good = null;

    private async Task ChosenAsync(InputFileChangeEventArgs e)
    {
        (_bytes, _refused, _good) = (null, null, null);
        if (e.File.Size > MostBytes)
        {
            _refused = Tongue.Of(AreaWords.TooLarge, Tongue.Bytes(e.File.Size), Tongue.Bytes(MostBytes));
            return;
        }
        _reading = true;
        _loading = LoadAsync(e.File);
        await _loading;
        _reading = false;
    }

    private async Task LoadAsync(IBrowserFile file)
    {
        try
        {
            var bytes = new byte[file.Size];
            await using var stream = file.OpenReadStream(MostBytes);
            await stream.ReadExactlyAsync(bytes);
            _bytes = bytes;
        }
        catch (Exception x) when (x is IOException or JSException or OperationCanceledException)
        {
            _refused = Tongue[AreaWords.NotRead];
        }
    }

    private async Task<bool> DoAsync()
    {
        await _loading;
        if (_bytes is null) throw new MalformedException(_refused ?? Tongue[AreaWords.NotRead]);
        if (_good is null)
        {
            _good = await Checking(_bytes);
            return false;
        }
        await Taking(_bytes);
        (_bytes, _good, _taken) = (null, null, true);
        return false;
    }
}
