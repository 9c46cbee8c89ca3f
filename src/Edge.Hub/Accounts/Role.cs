namespace Edge.Hub.Accounts;

/// <summary>What a user or a token may do. Each may look; the rest is by <see cref="Rights"/>.</summary>
public enum Role
{
    /// <summary>Looks at everything and changes nothing.</summary>
    Viewer = 0,

    /// <summary>Alerts, notes, worklists, answers, officers, records offered again.</summary>
    Operator = 1,

    /// <summary>Boards: adding, rebirth, settings, addresses, locking.</summary>
    Technician = 2,

    /// <summary>Everything, users and tokens too.</summary>
    Admin = 3,
}

/// <summary>Names of the authorization policies, and who they let pass.</summary>
public static class Rights
{
    public const string View = "view";

    public const string Operate = "operate";

    public const string Maintain = "maintain";

    public const string Administer = "administer";

    /// <summary>True where a role has a right.</summary>
    public static bool Has(Role role, string right) => right switch
    {
        View => true,
        Operate => role is Role.Operator or Role.Admin,
        Maintain => role is Role.Technician or Role.Admin,
        _ => role is Role.Admin,
    };
}
