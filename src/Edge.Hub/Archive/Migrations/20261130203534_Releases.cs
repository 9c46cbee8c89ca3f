using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Edge.Hub.Archive.Migrations
{
    /// <inheritdoc />
    public partial class Releases : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "ReleaseArchitecture",
                table: "BoardContacts",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "ReleaseArrived",
                table: "BoardContacts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "ReleaseNumber",
                table: "BoardContacts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "ReleaseRefused",
                table: "BoardContacts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "ReleaseWhy",
                table: "BoardContacts",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "AddedReleases",
                columns: table => new
                {
                    Digest = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<string>(type: "TEXT", nullable: false),
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    Architecture = table.Column<string>(type: "TEXT", nullable: false),
                    BaseNumber = table.Column<long>(type: "INTEGER", nullable: false),
                    Size = table.Column<long>(type: "INTEGER", nullable: false),
                    AddedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    AddedBy = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AddedReleases", x => x.Digest);
                });

            migrationBuilder.CreateTable(
                name: "ReleaseOffers",
                columns: table => new
                {
                    Node = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<string>(type: "TEXT", nullable: false),
                    OfferedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReleaseOffers", x => x.Node);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ReleaseOffers_Version",
                table: "ReleaseOffers",
                column: "Version");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AddedReleases");

            migrationBuilder.DropTable(
                name: "ReleaseOffers");

            migrationBuilder.DropColumn(
                name: "ReleaseArchitecture",
                table: "BoardContacts");

            migrationBuilder.DropColumn(
                name: "ReleaseArrived",
                table: "BoardContacts");

            migrationBuilder.DropColumn(
                name: "ReleaseNumber",
                table: "BoardContacts");

            migrationBuilder.DropColumn(
                name: "ReleaseRefused",
                table: "BoardContacts");

            migrationBuilder.DropColumn(
                name: "ReleaseWhy",
                table: "BoardContacts");
        }
    }
}
