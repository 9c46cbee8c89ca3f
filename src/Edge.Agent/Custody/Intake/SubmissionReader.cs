using Edge.Contracts;
using Edge.Hosting.Sockets;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Edge.Agent.Custody.Intake;

/// <summary>Reads a submission part by part into memory. The framework's form reader would spill large parts to disk, in the clear.</summary>
internal sealed class SubmissionReader : IDisposable
{
    /// <summary>Room for part headers, boundaries and meta beside the record itself.</summary>
    public const int Overhead = 64 * 1024;

    private const int MetaBytes = 4096;
    private const int BoundaryLength = 128;
    private readonly List<SecretBuffer> _buffers = [];
    private readonly List<SubmittedAttachment> _attachments = [];
    private SubmissionMeta? _meta;
    private ReadOnlyMemory<byte>? _fields;
    private long _size;

    /// <summary>Reads the whole request; the submission is good until this reader is disposed, which wipes it.</summary>
    /// <exception cref="SubmissionException">It is malformed or too large.</exception>
    public async Task<Submission> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var reader = new MultipartReader(Boundary(request.ContentType), request.Body) { HeadersCountLimit = 16, HeadersLengthLimit = 8 * 1024 };
        try
        {
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } section) await TakeAsync(section, cancellationToken);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw SubmissionRules.TooLarge(Limits.PlaintextBytes + Overhead + 1L);
        }
        catch (Exception e) when (e is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw Invalid("the request is not well-formed multipart/form-data, or it ended too early");
        }
        if (_meta is null) throw Invalid("part meta is missing");
        if (_fields is not { } fields) throw Invalid("part fields is missing");
        return new Submission { Kind = _meta.Kind ?? "", Outcome = _meta.Outcome, Priority = _meta.Priority, Id = _meta.Id, Fields = fields, Attachments = _attachments };
    }

    public void Dispose() => _buffers.ForEach(b => b.Dispose());

    private static string Boundary(string? contentType)
    {
        var isMultipart = MediaTypeHeaderValue.TryParse(contentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase);
        var boundary = isMultipart ? HeaderUtilities.RemoveQuotes(type!.Boundary).Value : null;
        return boundary is { Length: > 0 and <= BoundaryLength } ? boundary : throw Invalid($"the content type must be multipart/form-data with a boundary of 1 to {BoundaryLength} characters");
    }

    private async Task TakeAsync(MultipartSection section, CancellationToken cancellationToken)
    {
        if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)) throw Invalid("a part has no readable Content-Disposition");
        var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "";
        var isFile = disposition.FileName.HasValue || disposition.FileNameStar.HasValue;
        switch (name)
        {
            case "meta" when _meta is null:
                _meta = SubmissionMeta.Parse((await BodyAsync(section, MetaBytes, "part meta", cancellationToken)).Span);
                break;
            case "fields" when _fields is null:
                _fields = await BodyAsync(section, Limits.PlaintextBytes, null, cancellationToken);
                break;
            case "meta" or "fields":
                throw Invalid($"part {name} is there twice");
            case var _ when !isFile:
                throw Invalid("a part is neither meta, nor fields, nor a file (with a filename)");
            case var _ when _attachments.Count == Limits.Attachments:
                throw Invalid($"more than {Limits.Attachments} attachments");
            default:
                _attachments.Add(new SubmittedAttachment(name, section.ContentType ?? "application/octet-stream", await BodyAsync(section, Limits.PlaintextBytes, null, cancellationToken)));
                break;
        }
    }

    private async Task<ReadOnlyMemory<byte>> BodyAsync(MultipartSection section, long limit, string? what, CancellationToken cancellationToken)
    {
        var room = Math.Min(limit, Limits.PlaintextBytes - _size);
        var buffer = await SecretBuffer.ReadAsync(section.Body, room, cancellationToken)
            ?? throw (what is null ? SubmissionRules.TooLarge(Limits.PlaintextBytes + 1L) : Invalid($"{what} has more than {limit} bytes"));
        _buffers.Add(buffer);
        _size += buffer.Written.Length;
        return buffer.Written;
    }

    private static SubmissionException Invalid(string message) => new(SubmissionFault.Invalid, message);
}
