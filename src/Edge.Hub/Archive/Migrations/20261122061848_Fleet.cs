using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Edge.Hub.Archive.Migrations
{
    /// <inheritdoc />
    public partial class Fleet : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "BoardHealth",
                columns: table => new
                {
                    Node = table.Column<string>(type: "TEXT", nullable: false),
                    BirthDeath = table.Column<int>(type: "INTEGER", nullable: false),
                    DiedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Values = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BoardHealth", x => x.Node);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "BoardHealth");
        }
    }
}
