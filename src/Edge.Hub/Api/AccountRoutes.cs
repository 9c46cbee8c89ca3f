using Edge.Hub.Accounts;
using Edge.Hub.Audit;

namespace Edge.Hub.Api;

/// <summary>Users, tokens, and who did what.</summary>
internal static class AccountRoutes
{
    public static IReadOnlyList<ApiRoute> All { get; } =
    [
        ApiRoute.Get<IReadOnlyList<UserView>>("users", Rights.Administer, "Users", (UserBook users, CancellationToken token) => Guarded.AnswerAsync(() => users.ListAsync(token))),
        ApiRoute.Post<UserView>("users", Rights.Administer, $"Adds a user; a password has {AccountRules.PasswordRule}", (NewUser user, HttpContext context, UserBook users, CancellationToken token) => Guarded.AnswerAsync(() => users.AddAsync(context.User.Actor(), user, token))),
        ApiRoute.Post<UserView>("users/{name}/lock", Rights.Administer, "Lets a user sign in no more", (string name, HttpContext context, UserBook users, CancellationToken token) => Guarded.AnswerAsync(() => users.LockAsync(context.User.Actor(), name, locked: true, token))),
        ApiRoute.Post<UserView>("users/{name}/unlock", Rights.Administer, "Lets a locked user sign in again", (string name, HttpContext context, UserBook users, CancellationToken token) => Guarded.AnswerAsync(() => users.LockAsync(context.User.Actor(), name, locked: false, token))),
        ApiRoute.Post<UserView>("users/{name}/role", Rights.Administer, "Gives a user another role", (string name, NewRole role, HttpContext context, UserBook users, CancellationToken token) => Guarded.AnswerAsync(() => users.SetRoleAsync(context.User.Actor(), name, role.Role, token))),
        ApiRoute.Post<UserView>("users/{name}/password", Rights.Administer, "Gives a user another password", (string name, NewPassword password, HttpContext context, UserBook users, CancellationToken token) => Guarded.AnswerAsync(() => users.SetPasswordAsync(context.User.Actor(), name, password.Password, token))),
        ApiRoute.Get<IReadOnlyList<TokenView>>("tokens", Rights.Administer, "Tokens, those that are over too", (TokenBook tokens, CancellationToken token) => Guarded.AnswerAsync(() => tokens.ListAsync(token))),
        ApiRoute.Post<NewToken>("tokens", Rights.Administer, "Makes a token and says it, once", (TokenRequest request, HttpContext context, TokenBook tokens, CancellationToken token) => Guarded.AnswerAsync(() => tokens.AddAsync(context.User.Actor(), request, token))),
        ApiRoute.Post<TokenView>("tokens/{name}/revoke", Rights.Administer, "Makes a token useless from the next request on", (string name, HttpContext context, TokenBook tokens, CancellationToken token) => Guarded.AnswerAsync(() => tokens.RevokeAsync(context.User.Actor(), name, token))),
        ApiRoute.Get<IReadOnlyList<AuditView>>("audit", Rights.View, $"Who did what, newest first, at most {AuditReader.Most} at once; the last number of a page is 'before' of the next one", (string? target, long? before, int? limit, AuditReader reader, CancellationToken token) => Guarded.AnswerAsync(() => reader.ListAsync(target, before, limit ?? 100, token))),
    ];
}
