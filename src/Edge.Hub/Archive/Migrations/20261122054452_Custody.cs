using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Edge.Hub.Archive.Migrations
{
    /// <inheritdoc />
    public partial class Custody : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "CoveredBy",
                table: "Records",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "SafeSince",
                table: "Records",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "AskedBack",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Node = table.Column<string>(type: "TEXT", nullable: false),
                    ChainId = table.Column<Guid>(type: "TEXT", nullable: false),
                    First = table.Column<long>(type: "INTEGER", nullable: false),
                    Last = table.Column<long>(type: "INTEGER", nullable: false),
                    Epoch = table.Column<long>(type: "INTEGER", nullable: false),
                    AskedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AskedBack", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "Copies",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    BegunAt = table.Column<long>(type: "INTEGER", nullable: false),
                    FinishedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ConfirmedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Records = table.Column<long>(type: "INTEGER", nullable: false),
                    FileDigest = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Copies", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "Restores",
                columns: table => new
                {
                    Epoch = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Copy = table.Column<long>(type: "INTEGER", nullable: false),
                    CopyBegunAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Restores", x => x.Epoch);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Records_CoveredBy",
                table: "Records",
                column: "CoveredBy",
                filter: "\"SafeSince\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_AskedBack_Node_ChainId_First_Last_Epoch",
                table: "AskedBack",
                columns: new[] { "Node", "ChainId", "First", "Last", "Epoch" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AskedBack");

            migrationBuilder.DropTable(
                name: "Copies");

            migrationBuilder.DropTable(
                name: "Restores");

            migrationBuilder.DropIndex(
                name: "IX_Records_CoveredBy",
                table: "Records");

            migrationBuilder.DropColumn(
                name: "CoveredBy",
                table: "Records");

            migrationBuilder.DropColumn(
                name: "SafeSince",
                table: "Records");
        }
    }
}
