using Edge.Contracts;
using Edge.Contracts.Trust;
using Edge.Contracts.Wire;
using Edge.Hub.Audit;
using Edge.Hub.Boards;
using Edge.Hub.Chains;
using Edge.Hub.Keys;
using Google.Protobuf;

namespace Edge.Hub.Views;

/// <summary>Boards, for whoever may open hub.sock.</summary>
internal sealed class NodesApi(Enrolment enrolment, NodeViews views, ChainReader chains, IEnumerable<INodeReportPart> story, Revoker revoker, CompromisedRecords compromised, HubKeys keys)
{
    private const int DefaultHttpsPort = 8443;

    public static void Map(IEndpointRouteBuilder admin)
    {
        admin.MapGet("/v1/nodes", (NodesApi api, CancellationToken token) => api.ListAsync(token));
        admin.MapGet("/v1/nodes/{node}", (string node, NodesApi api, CancellationToken token) => api.ShowAsync(node, token));
        admin.MapPost("/v1/nodes", (NodeAddRequest request, HttpContext context, NodesApi api, CancellationToken token) => Guarded.AnswerAsync(() => api.AddAsync(context.User.Actor(), request, token)));
        admin.MapPost("/v1/nodes/{node}/revoke", (string node, DateTimeOffset? since, HttpContext context, NodesApi api, CancellationToken token) => api.RevokeAsync(context.User.Actor(), node, since, token));
        admin.MapPost("/v1/sign", (NodeSignRequest request, HttpContext context, NodesApi api, CancellationToken token) => Guarded.AnswerAsync(() => api.SignAsync(context.User.Actor(), request, token)));
    }

    public async Task<IResult> ListAsync(CancellationToken cancellationToken) => Results.Json(await views.AllAsync(cancellationToken), HubJson.Options);

    public async Task<IResult> ShowAsync(string node, CancellationToken cancellationToken)
    {
        if (await views.OneAsync(node, cancellationToken) is not { } view) return Unknown(node);
        var facts = await chains.ReadAsync(node, cancellationToken);
        var told = new List<NodeReportPart>();
        foreach (var part in story) told.Add(await part.TellAsync(node, facts, cancellationToken));
        return Results.Json(view with { Story = told }, HubJson.Options);
    }

    public async Task<Provisioned> AddAsync(Actor actor, NodeAddRequest request, CancellationToken cancellationToken)
    {
        var (address, https) = Check(request.Node, request.Group, request.Address, request.HttpsAddress);
        var secret = await enrolment.AddAsync(actor, request.Node, request.Group, address, https, cancellationToken);
        var file = New(request.Node, request.Group, address, https);
        (file.EnrolId, file.EnrolSecret) = (secret.Id, secret.Secret);
        return new Provisioned(request.Node, secret.Replaces, secret.ExpiresAt, ProvisioningFile.Write(file));
    }

    private async Task<Provisioned> SignAsync(Actor actor, NodeSignRequest request, CancellationToken cancellationToken)
    {
        var signing = SigningRequest.ParsePem(request.Csr);
        var known = await views.OneAsync(request.Node, cancellationToken);
        var (group, address) = (request.Group ?? known?.Group, request.Address ?? known?.Address);
        if (group is null || address is null) throw new MalformedException($"no board is called {request.Node}; give --group and --address to add it, or add it with 'edge-hub node add' first");
        var (mqtt, https) = Check(request.Node, group, address, request.HttpsAddress ?? (request.Address is null ? known?.HttpsAddress : null));
        await enrolment.EnsureAsync(request.Node, group, mqtt, https, cancellationToken);
        using var certificate = await enrolment.SignAsync(actor, request.Node, signing, cancellationToken);
        var file = New(request.Node, group, mqtt, https);
        file.Certificate = ByteString.CopyFrom(certificate.RawData);
        return new Provisioned(request.Node, known is not null, null, ProvisioningFile.Write(file));
    }

    public async Task<IResult> RevokeAsync(Actor actor, string node, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        if (!await revoker.RevokeAsync(actor, node, cancellationToken)) return Unknown(node);
        // Only now, so that nothing comes in between the two unflagged.
        if (since is { } time) await compromised.FlagSinceAsync(node, time, cancellationToken);
        return await ShowAsync(node, cancellationToken);
    }

    private Provisioning New(string node, string group, string address, string https) => new()
    {
        Node = node,
        Group = group,
        MqttAddress = address,
        HttpsAddress = https,
        RootSpki = ByteString.CopyFrom(keys.Root.Spki.Span),
        Trust = keys.Trust.Signed,
    };

    private static (string Address, string Https) Check(string node, string group, string address, string? https)
    {
        if (!Names.IsNode(node)) throw new MalformedException($"a board's name is {Names.NodeRule}");
        if (FileNames.IsReserved(node)) throw new MalformedException($"{node} is a device on Windows: no folder of that name could be made where its records are exported; give the board another name");
        if (!Names.IsToken(group)) throw new MalformedException($"a group is {Names.TokenRule}");
        if (!NetAddress.TrySplit(address, out var host, out var port) || port == 0) throw new MalformedException("the address must be HOST:PORT");
        if (https is not null && (!NetAddress.TrySplit(https, out _, out var httpsPort) || httpsPort == 0)) throw new MalformedException("the HTTPS address must be HOST:PORT");
        return (address, https ?? NetAddress.Join(host, DefaultHttpsPort));
    }

    /// <summary>The refusal of a question about a board that there is not; null where there is, or where none is named.</summary>
    public static IResult? Unless(NodeRegistry nodes, string? node) => node is null || nodes.Nodes.ContainsKey(node) ? null : Unknown(node);

    private static IResult Unknown(string node) => Refused.Answer($"no board is called {node}; 'edge-hub node list' shows those there are", StatusCodes.Status404NotFound);
}

/// <summary>Asks for a provisioning file with a one-time secret.</summary>
internal sealed record NodeAddRequest(string Node, string Group, string Address, string? HttpsAddress = null);

/// <summary>Asks for a provisioning file with a certificate; group and address are needed where the board is not known yet.</summary>
internal sealed record NodeSignRequest(string Node, string? Group, string? Address, string? HttpsAddress, string Csr);

/// <summary>A provisioning file, and what is new about the board.</summary>
internal sealed record Provisioned(string Node, bool Replaces, DateTimeOffset? SecretExpiresAt, string File);
