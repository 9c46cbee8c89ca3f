namespace Edge.Hub;

/// <summary>The ways in. An endpoint answers on those it names and on no other.</summary>
[Flags]
internal enum Surface
{
    None = 0,

    /// <summary>Plain HTTP: dashboard and health.</summary>
    Http = 1,

    /// <summary>HTTPS: enrolment.</summary>
    Https = 2,

    /// <summary>hub.sock: what only someone who may read the data folder can ask.</summary>
    Admin = 4,
}
