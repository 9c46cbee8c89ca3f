using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Edge.Hub.Archive.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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
                name: "BoardContacts",
                columns: table => new
                {
                    Node = table.Column<string>(type: "TEXT", nullable: false),
                    LastContactAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Incarnation = table.Column<Guid>(type: "TEXT", nullable: false),
                    HeadSequence = table.Column<long>(type: "INTEGER", nullable: false),
                    BacklogRecords = table.Column<long>(type: "INTEGER", nullable: false),
                    BacklogBytes = table.Column<long>(type: "INTEGER", nullable: false),
                    TrustVersion = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BoardContacts", x => x.Node);
                });

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
                    UpTo = table.Column<long>(type: "INTEGER", nullable: false),
                    FileDigest = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Copies", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "DamagedReports",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Node = table.Column<string>(type: "TEXT", nullable: false),
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    RecordId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ReportedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DamagedReports", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "HubSettings",
                columns: table => new
                {
                    Key = table.Column<string>(type: "TEXT", nullable: false),
                    Value = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HubSettings", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "Incidents",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Node = table.Column<string>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", nullable: false),
                    Detail = table.Column<string>(type: "TEXT", nullable: false),
                    Count = table.Column<long>(type: "INTEGER", nullable: false),
                    FirstAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LastAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Incidents", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "Nodes",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Group = table.Column<string>(type: "TEXT", nullable: false),
                    MqttAddress = table.Column<string>(type: "TEXT", nullable: false),
                    HttpsAddress = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    RevokedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Nodes", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "Records",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Node = table.Column<string>(type: "TEXT", nullable: false),
                    RecordId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ChainId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    PreviousDigest = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", nullable: false),
                    Outcome = table.Column<string>(type: "TEXT", nullable: false),
                    Priority = table.Column<int>(type: "INTEGER", nullable: false),
                    SealedSize = table.Column<long>(type: "INTEGER", nullable: false),
                    RecipientKeyId = table.Column<string>(type: "TEXT", nullable: false),
                    Manifest = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ManifestDigest = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Signature = table.Column<byte[]>(type: "BLOB", nullable: false),
                    AcceptedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    FirstSeenAt = table.Column<long>(type: "INTEGER", nullable: false),
                    StoredAt = table.Column<long>(type: "INTEGER", nullable: true),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    Flags = table.Column<int>(type: "INTEGER", nullable: false),
                    Path = table.Column<string>(type: "TEXT", nullable: false),
                    Carrier = table.Column<string>(type: "TEXT", nullable: false),
                    Receipt = table.Column<byte[]>(type: "BLOB", nullable: true),
                    StoredNumber = table.Column<long>(type: "INTEGER", nullable: true),
                    SafeSince = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Records", x => x.Key);
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

            migrationBuilder.CreateTable(
                name: "EnrolSecrets",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    Hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Node = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false),
                    BoundSpki = table.Column<byte[]>(type: "BLOB", nullable: true),
                    UsedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EnrolSecrets", x => x.Id);
                    table.ForeignKey(
                        name: "FK_EnrolSecrets_Nodes_Node",
                        column: x => x.Node,
                        principalTable: "Nodes",
                        principalColumn: "Name",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "NodeKeys",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Node = table.Column<string>(type: "TEXT", nullable: false),
                    Spki = table.Column<byte[]>(type: "BLOB", nullable: false),
                    AddedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    RevokedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    RetiredAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NodeKeys", x => x.Id);
                    table.ForeignKey(
                        name: "FK_NodeKeys_Nodes_Node",
                        column: x => x.Node,
                        principalTable: "Nodes",
                        principalColumn: "Name",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Chunks",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    RecordKey = table.Column<long>(type: "INTEGER", nullable: false),
                    Offset = table.Column<long>(type: "INTEGER", nullable: false),
                    Length = table.Column<int>(type: "INTEGER", nullable: false),
                    Data = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Chunks", x => x.Key);
                    table.ForeignKey(
                        name: "FK_Chunks_Records_RecordKey",
                        column: x => x.RecordKey,
                        principalTable: "Records",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "NodeCertificates",
                columns: table => new
                {
                    Serial = table.Column<string>(type: "TEXT", nullable: false),
                    KeyId = table.Column<long>(type: "INTEGER", nullable: false),
                    Node = table.Column<string>(type: "TEXT", nullable: false),
                    Thumbprint = table.Column<byte[]>(type: "BLOB", nullable: false),
                    IssuedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    NotAfter = table.Column<long>(type: "INTEGER", nullable: false),
                    RevokedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NodeCertificates", x => x.Serial);
                    table.ForeignKey(
                        name: "FK_NodeCertificates_NodeKeys_KeyId",
                        column: x => x.KeyId,
                        principalTable: "NodeKeys",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.InsertData(
                table: "HubSettings",
                columns: new[] { "Key", "Value" },
                values: new object[] { "archive-epoch", "1" });

            migrationBuilder.CreateIndex(
                name: "IX_AskedBack_Node_ChainId_First_Last_Epoch",
                table: "AskedBack",
                columns: new[] { "Node", "ChainId", "First", "Last", "Epoch" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Chunks_RecordKey_Offset",
                table: "Chunks",
                columns: new[] { "RecordKey", "Offset" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DamagedReports_Node_Sequence_RecordId",
                table: "DamagedReports",
                columns: new[] { "Node", "Sequence", "RecordId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_EnrolSecrets_Node",
                table: "EnrolSecrets",
                column: "Node");

            migrationBuilder.CreateIndex(
                name: "IX_Incidents_Node_Kind",
                table: "Incidents",
                columns: new[] { "Node", "Kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_NodeCertificates_KeyId",
                table: "NodeCertificates",
                column: "KeyId");

            migrationBuilder.CreateIndex(
                name: "IX_NodeCertificates_Node",
                table: "NodeCertificates",
                column: "Node");

            migrationBuilder.CreateIndex(
                name: "IX_NodeKeys_Node_Spki",
                table: "NodeKeys",
                columns: new[] { "Node", "Spki" },
                unique: true);

            // In this order: where two would do, SQLite takes the one that was made later.
            migrationBuilder.CreateIndex(
                name: "IX_Records_Carrier",
                table: "Records",
                column: "Carrier",
                filter: "\"State\" = 0");

            migrationBuilder.CreateIndex(
                name: "IX_Records_Node_Sequence_State",
                table: "Records",
                columns: new[] { "Node", "Sequence", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_Records_RecordId_Node_ManifestDigest",
                table: "Records",
                columns: new[] { "RecordId", "Node", "ManifestDigest" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Records_StoredAt",
                table: "Records",
                column: "StoredAt");

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
                name: "AskedBack");

            migrationBuilder.DropTable(
                name: "BoardContacts");

            migrationBuilder.DropTable(
                name: "BoardCounts");

            migrationBuilder.DropTable(
                name: "BoardHealth");

            migrationBuilder.DropTable(
                name: "Chains");

            migrationBuilder.DropTable(
                name: "Chunks");

            migrationBuilder.DropTable(
                name: "Copies");

            migrationBuilder.DropTable(
                name: "DamagedReports");

            migrationBuilder.DropTable(
                name: "EnrolSecrets");

            migrationBuilder.DropTable(
                name: "HubSettings");

            migrationBuilder.DropTable(
                name: "Incidents");

            migrationBuilder.DropTable(
                name: "NodeCertificates");

            migrationBuilder.DropTable(
                name: "Restores");

            migrationBuilder.DropTable(
                name: "Records");

            migrationBuilder.DropTable(
                name: "NodeKeys");

            migrationBuilder.DropTable(
                name: "Nodes");
        }
    }
}
