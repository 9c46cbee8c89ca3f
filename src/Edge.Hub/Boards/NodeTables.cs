using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Edge.Hub.Boards;

internal sealed class NodeTables : IEntityTypeConfiguration<Node>, IEntityTypeConfiguration<NodeKey>, IEntityTypeConfiguration<NodeCertificate>, IEntityTypeConfiguration<EnrolSecret>
{
    public void Configure(EntityTypeBuilder<Node> builder)
    {
        builder.ToTable("Nodes");
        builder.HasKey(n => n.Name);
    }

    public void Configure(EntityTypeBuilder<NodeKey> builder)
    {
        builder.ToTable("NodeKeys");
        builder.HasIndex(k => new { k.Node, k.Spki }).IsUnique();
        builder.HasOne<Node>().WithMany().HasForeignKey(k => k.Node).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<NodeCertificate> builder)
    {
        builder.ToTable("NodeCertificates");
        builder.HasKey(c => c.Serial);
        builder.HasIndex(c => c.Node);
        builder.HasOne<NodeKey>().WithMany().HasForeignKey(c => c.KeyId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<EnrolSecret> builder)
    {
        builder.ToTable("EnrolSecrets");
        builder.HasIndex(s => s.Node);
        builder.HasOne<Node>().WithMany().HasForeignKey(s => s.Node).OnDelete(DeleteBehavior.Restrict);
    }
}
