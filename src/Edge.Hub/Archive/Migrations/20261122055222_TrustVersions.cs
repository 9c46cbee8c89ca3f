using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Edge.Hub.Archive.Migrations
{
    /// <inheritdoc />
    public partial class TrustVersions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "TrustVersion",
                table: "BoardContacts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "TrustVersion",
                table: "BoardContacts");
        }
    }
}
