using Edge.Hub.Accounts;
using Edge.Hub.Dashboard.Parts;
using Edge.Hub.Dashboard.Shell;
using Edge.Hub.Dashboard.Words;
using Microsoft.AspNetCore.Components;

namespace Edge.Hub.Dashboard.Pages;

/// <summary>Who may sign in, and with what programs do.</summary>
public sealed partial class UsersPage
{
    private Dialog? _addDialog, _roleDialog, _passwordDialog, _lockDialog, _tokenDialog, _revokeDialog;
    private IReadOnlyList<UserView> _users = [];
    private IReadOnlyList<TokenView> _tokens = [];
    private UserView? _user;
    private TokenView? _revoked;
    private NewToken? _token;
    private string _name = "";
    private string _password = "";
    private Role _role;
    private int _days = TokenBook.DefaultDays;

    [Inject] private UserBook Users { get; set; } = null!;

    [Inject] private TokenBook Tokens { get; set; } = null!;

    [Inject] private Doer Doer { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    [CascadingParameter] private Tongue Tongue { get; set; } = null!;

    protected override Task OnInitializedAsync() => ReadAsync();

    private async Task ReadAsync()
    {
        _users = await Users.ListAsync(CancellationToken.None);
        _tokens = await Tokens.ListAsync(CancellationToken.None);
    }

    private Task AddUserAsync()
    {
        (_name, _password, _role) = ("", "", Role.Viewer);
        return _addDialog!.OpenAsync();
    }

    private Task AddTokenAsync()
    {
        (_name, _role, _days) = ("", Role.Viewer, TokenBook.DefaultDays);
        return _tokenDialog!.OpenAsync();
    }

    private Task AskAsync(Dialog? dialog, UserView user)
    {
        (_user, _role, _password) = (user, user.Role, "");
        return dialog!.OpenAsync();
    }

    private Task AskRevokeAsync(TokenView token)
    {
        _revoked = token;
        return _revokeDialog!.OpenAsync();
    }

    private async Task<bool> DoAddAsync()
    {
        var actor = await Doer.MayAsync(Rights.Administer);
        await Users.AddAsync(actor, new NewUser(_name.Trim(), _role, Tongue.Code, _password), CancellationToken.None);
        _password = "";
        await ReadAsync();
        return true;
    }

    private async Task<bool> DoRoleAsync()
    {
        await Users.SetRoleAsync(await Doer.MayAsync(Rights.Administer), _user!.Name, _role, CancellationToken.None);
        await ReadAsync();
        return true;
    }

    private async Task<bool> DoPasswordAsync()
    {
        await Users.SetPasswordAsync(await Doer.MayAsync(Rights.Administer), _user!.Name, _password, CancellationToken.None);
        _password = "";
        await ReadAsync();
        return true;
    }

    private async Task<bool> DoLockAsync()
    {
        await Users.LockAsync(await Doer.MayAsync(Rights.Administer), _user!.Name, !_user.Locked, CancellationToken.None);
        await ReadAsync();
        return true;
    }

    private async Task<bool> DoTokenAsync()
    {
        _token = await Tokens.AddAsync(await Doer.MayAsync(Rights.Administer), new TokenRequest(_name.Trim(), _role, _days), CancellationToken.None);
        await ReadAsync();
        return true;
    }

    private async Task<bool> DoRevokeAsync()
    {
        await Tokens.RevokeAsync(await Doer.MayAsync(Rights.Administer), _revoked!.Name, CancellationToken.None);
        await ReadAsync();
        return true;
    }
}
