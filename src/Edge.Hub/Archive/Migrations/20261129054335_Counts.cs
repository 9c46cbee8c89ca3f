using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Edge.Hub.Archive.Migrations
{
    /// <inheritdoc />
    public partial class Counts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Records_CoveredBy",
                table: "Records");

            migrationBuilder.RenameColumn(
                name: "CoveredBy",
                table: "Records",
                newName: "StoredNumber");

            migrationBuilder.AddColumn<long>(
                name: "RetiredAt",
                table: "NodeKeys",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "UpTo",
                table: "Copies",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "BoardCounts",
                columns: table => new
                {
                    Node = table.Column<string>(type: "TEXT", nullable: false),
                    Stored = table.Column<long>(type: "INTEGER", nullable: false),
                    Receiving = table.Column<long>(type: "INTEGER", nullable: false),
                    Numbers = table.Column<long>(type: "INTEGER", nullable: false),
                    Newest = table.Column<long>(type: "INTEGER", nullable: false),
                    Damaged = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BoardCounts", x => x.Node);
                });

            // Until here a record named the first backup that holds it. Now each has a number of its own, and a backup holds all up to one.
            migrationBuilder.Sql("""
                UPDATE "Copies" SET "UpTo" = (SELECT COUNT(*) FROM "Records" r WHERE r."State" = 1 AND r."StoredNumber" <= "Copies"."Number") WHERE "Kind" = 0;
                UPDATE "Records" SET "StoredNumber" = n."N" FROM (
                    SELECT "Key" AS "K", ROW_NUMBER() OVER (ORDER BY "StoredNumber" IS NULL, "StoredNumber", "Key") AS "N" FROM "Records" WHERE "State" = 1) AS n
                    WHERE n."K" = "Records"."Key";
                INSERT INTO "BoardCounts" ("Node", "Stored", "Receiving", "Numbers", "Newest", "Damaged")
                    SELECT "Node", SUM("State" = 1), SUM("State" = 0), COUNT(DISTINCT CASE WHEN "State" = 1 THEN "Sequence" END), MAX("Sequence"), 0 FROM "Records" GROUP BY "Node";
                INSERT INTO "BoardCounts" ("Node", "Stored", "Receiving", "Numbers", "Newest", "Damaged")
                    SELECT "Node", 0, 0, 0, 0, COUNT(*) FROM "DamagedReports" WHERE 1 GROUP BY "Node" ON CONFLICT ("Node") DO UPDATE SET "Damaged" = excluded."Damaged";
                """);

            migrationBuilder.CreateIndex(
                name: "IX_Records_ManifestDigest",
                table: "Records",
                column: "ManifestDigest");

            migrationBuilder.CreateIndex(
                name: "IX_Records_StoredNumber_SafeSince",
                table: "Records",
                columns: new[] { "StoredNumber", "SafeSince" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "BoardCounts");

            migrationBuilder.DropIndex(
                name: "IX_Records_ManifestDigest",
                table: "Records");

            migrationBuilder.DropIndex(
                name: "IX_Records_StoredNumber_SafeSince",
                table: "Records");

            migrationBuilder.DropColumn(
                name: "RetiredAt",
                table: "NodeKeys");

            migrationBuilder.DropColumn(
                name: "UpTo",
                table: "Copies");

            migrationBuilder.RenameColumn(
                name: "StoredNumber",
                table: "Records",
                newName: "CoveredBy");

            migrationBuilder.CreateIndex(
                name: "IX_Records_CoveredBy",
                table: "Records",
                column: "CoveredBy",
                filter: "\"SafeSince\" IS NULL");
        }
    }
}
