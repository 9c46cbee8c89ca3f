using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Edge.Hub.Alerts;

/// <summary>A message of alerts that is still to be sent one way.</summary>
internal sealed class AlertMessage
{
    public long Key { get; init; }

    /// <summary>The same at every try, so that a receiver knows it has it.</summary>
    public required Guid Id { get; init; }

    /// <summary>webhook or mail.</summary>
    public required string Way { get; init; }

    /// <summary>What is told, as JSON.</summary>
    public required string Body { get; set; }

    public required DateTimeOffset MadeAt { get; init; }

    public int Tries { get; set; }

    public DateTimeOffset NextAt { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<AlertMessage>
    {
        public void Configure(EntityTypeBuilder<AlertMessage> builder)
        {
            builder.ToTable("AlertMessages").HasKey(m => m.Key);
            builder.HasIndex(m => new { m.Way, m.Key });
        }
    }
}
