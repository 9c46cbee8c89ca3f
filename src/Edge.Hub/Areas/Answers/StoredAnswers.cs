using Edge.Contracts.Wire;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Edge.Hub.Areas.Answers;

/// <summary>The registry's newest word on each record of an area. One row, so that an import is one short write; it names no person.</summary>
internal sealed class StoredAnswers
{
    public required string Area { get; init; }

    public required int Count { get; set; }

    /// <summary>An AnswerBook without its number key, which is derived from the area's private key.</summary>
    public required byte[] Bytes { get; set; }

    public AnswerBook Read() => AnswerBook.Parser.ParseFrom(Bytes);

    internal sealed class Configuration : IEntityTypeConfiguration<StoredAnswers>
    {
        public void Configure(EntityTypeBuilder<StoredAnswers> builder) => builder.ToTable("StoredAnswers").HasKey(a => a.Area);
    }
}
