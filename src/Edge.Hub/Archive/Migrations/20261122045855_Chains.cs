using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Edge.Hub.Archive.Migrations
{
    /// <inheritdoc />
    public partial class Chains : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Chains",
                columns: table => new
                {
                    Node = table.Column<string>(type: "TEXT", nullable: false),
                    ChainId = table.Column<Guid>(type: "TEXT", nullable: false),
                    FirstSequence = table.Column<long>(type: "INTEGER", nullable: false),
                    LastSequence = table.Column<long>(type: "INTEGER", nullable: false),
                    LastDigest = table.Column<byte[]>(type: "BLOB", nullable: false),
                    FirstHeardAt = table.Column<long>(type: "INTEGER", nullable: false),
                    HeadAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Chains", x => new { x.Node, x.ChainId });
                });

            migrationBuilder.CreateIndex(
                name: "IX_Records_Node",
                table: "Records",
                column: "Node",
                filter: "\"Flags\" <> 0");

            migrationBuilder.CreateIndex(
                name: "IX_Records_Node_ChainId_Sequence_State",
                table: "Records",
                columns: new[] { "Node", "ChainId", "Sequence", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_Records_Node_PreviousDigest",
                table: "Records",
                columns: new[] { "Node", "PreviousDigest" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Chains");

            migrationBuilder.DropIndex(
                name: "IX_Records_Node",
                table: "Records");

            migrationBuilder.DropIndex(
                name: "IX_Records_Node_ChainId_Sequence_State",
                table: "Records");

            migrationBuilder.DropIndex(
                name: "IX_Records_Node_PreviousDigest",
                table: "Records");
        }
    }
}
