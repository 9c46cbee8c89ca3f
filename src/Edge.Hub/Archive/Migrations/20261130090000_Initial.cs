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
                name: "AlertMessages",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Way = table.Column<string>(type: "TEXT", nullable: false),
                    Body = table.Column<string>(type: "TEXT", nullable: false),
                    MadeAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Tries = table.Column<int>(type: "INTEGER", nullable: false),
                    NextAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AlertMessages", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "Alerts",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Node = table.Column<string>(type: "TEXT", nullable: false),
                    Group = table.Column<string>(type: "TEXT", nullable: false),
                    Cause = table.Column<int>(type: "INTEGER", nullable: false),
                    OpenedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LastAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ClosedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    AckedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    AckedBy = table.Column<string>(type: "TEXT", nullable: false),
                    Note = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Alerts", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "ApiTokens",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Digest = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Role = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    CreatedBy = table.Column<string>(type: "TEXT", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false),
                    RevokedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ApiTokens", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "AreaCounts",
                columns: table => new
                {
                    Area = table.Column<string>(type: "TEXT", nullable: false),
                    Day = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", nullable: false),
                    Outcome = table.Column<string>(type: "TEXT", nullable: false),
                    Count = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AreaCounts", x => new { x.Day, x.Area, x.Kind, x.Outcome });
                });

            migrationBuilder.CreateTable(
                name: "Areas",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Spki = table.Column<byte[]>(type: "BLOB", nullable: false),
                    DailyQuota = table.Column<int>(type: "INTEGER", nullable: false),
                    FileVersion = table.Column<long>(type: "INTEGER", nullable: false),
                    File = table.Column<byte[]>(type: "BLOB", nullable: false),
                    WorklistVersion = table.Column<long>(type: "INTEGER", nullable: false),
                    NextEntry = table.Column<long>(type: "INTEGER", nullable: false),
                    AnswersVersion = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Areas", x => x.Name);
                });

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
                name: "Audit",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Actor = table.Column<string>(type: "TEXT", nullable: false),
                    Act = table.Column<string>(type: "TEXT", nullable: false),
                    Target = table.Column<string>(type: "TEXT", nullable: false),
                    Detail = table.Column<string>(type: "TEXT", nullable: false),
                    Previous = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Digest = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Audit", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "BoardContacts",
                columns: table => new
                {
                    Node = table.Column<string>(type: "TEXT", nullable: false),
                    LastContactAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Incarnation = table.Column<Guid>(type: "TEXT", nullable: false),
                    HeadSequence = table.Column<long>(type: "INTEGER", nullable: false),
                    HeadSaid = table.Column<long>(type: "INTEGER", nullable: false),
                    HeadHeardAt = table.Column<long>(type: "INTEGER", nullable: true),
                    BacklogRecords = table.Column<long>(type: "INTEGER", nullable: false),
                    BacklogBytes = table.Column<long>(type: "INTEGER", nullable: false),
                    TrustVersion = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<string>(type: "TEXT", nullable: false),
                    SettingsVersion = table.Column<long>(type: "INTEGER", nullable: false),
                    SettingsRefused = table.Column<long>(type: "INTEGER", nullable: false),
                    SettingsRefusal = table.Column<string>(type: "TEXT", nullable: false),
                    Address = table.Column<string>(type: "TEXT", nullable: false),
                    WorklistVersion = table.Column<long>(type: "INTEGER", nullable: false)
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
                    Damaged = table.Column<long>(type: "INTEGER", nullable: false),
                    StoredBytes = table.Column<long>(type: "INTEGER", nullable: false),
                    NotSafe = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BoardCounts", x => x.Node);
                });

            migrationBuilder.CreateTable(
                name: "BoardDays",
                columns: table => new
                {
                    Node = table.Column<string>(type: "TEXT", nullable: false),
                    Day = table.Column<int>(type: "INTEGER", nullable: false),
                    Contacts = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Hours = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BoardDays", x => new { x.Node, x.Day });
                });

            migrationBuilder.CreateTable(
                name: "BoardHabits",
                columns: table => new
                {
                    Node = table.Column<string>(type: "TEXT", nullable: false),
                    Day = table.Column<int>(type: "INTEGER", nullable: false),
                    Rhythm = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BoardHabits", x => x.Node);
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
                name: "BoardNotes",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Node = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Actor = table.Column<string>(type: "TEXT", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BoardNotes", x => x.Key);
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
                name: "HeldRecords",
                columns: table => new
                {
                    Node = table.Column<string>(type: "TEXT", nullable: false),
                    Reason = table.Column<int>(type: "INTEGER", nullable: false),
                    Records = table.Column<int>(type: "INTEGER", nullable: false),
                    Told = table.Column<long>(type: "INTEGER", nullable: false),
                    LastAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HeldRecords", x => new { x.Node, x.Reason });
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
                name: "IssuedSettings",
                columns: table => new
                {
                    Group = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false),
                    Document = table.Column<string>(type: "TEXT", nullable: false),
                    Whole = table.Column<string>(type: "TEXT", nullable: false),
                    IssuedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    IssuedBy = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IssuedSettings", x => new { x.Group, x.Version });
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
                name: "Officers",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Locked = table.Column<bool>(type: "INTEGER", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: true),
                    AddedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Entry = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Officers", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Places",
                columns: table => new
                {
                    Code = table.Column<string>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Parent = table.Column<string>(type: "TEXT", nullable: true),
                    Target = table.Column<long>(type: "INTEGER", nullable: true),
                    Deadline = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    QuotaLow = table.Column<int>(type: "INTEGER", nullable: true),
                    QuotaHigh = table.Column<int>(type: "INTEGER", nullable: true),
                    Service = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Places", x => x.Code);
                });

            migrationBuilder.CreateTable(
                name: "ProgressCounts",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Area = table.Column<string>(type: "TEXT", nullable: false),
                    Node = table.Column<string>(type: "TEXT", nullable: false),
                    Officer = table.Column<string>(type: "TEXT", nullable: false),
                    Day = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", nullable: false),
                    Outcome = table.Column<string>(type: "TEXT", nullable: false),
                    Count = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProgressCounts", x => x.Id);
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
                    Officer = table.Column<string>(type: "TEXT", nullable: false),
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
                    SafeSince = table.Column<long>(type: "INTEGER", nullable: true),
                    Counted = table.Column<long>(type: "INTEGER", nullable: true),
                    PayloadDeletedAt = table.Column<long>(type: "INTEGER", nullable: true)
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
                name: "SealedObjects",
                columns: table => new
                {
                    Node = table.Column<string>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false),
                    BaseVersion = table.Column<long>(type: "INTEGER", nullable: false),
                    KeyId = table.Column<string>(type: "TEXT", nullable: false),
                    Area = table.Column<string>(type: "TEXT", nullable: false),
                    Digest = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Size = table.Column<long>(type: "INTEGER", nullable: false),
                    Bytes = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SealedObjects", x => new { x.Node, x.Name, x.Version, x.BaseVersion, x.KeyId });
                });

            migrationBuilder.CreateTable(
                name: "SettingsDrafts",
                columns: table => new
                {
                    Group = table.Column<string>(type: "TEXT", nullable: false),
                    Document = table.Column<string>(type: "TEXT", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ChangedBy = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SettingsDrafts", x => x.Group);
                });

            migrationBuilder.CreateTable(
                name: "SignedSettings",
                columns: table => new
                {
                    Group = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false),
                    KeyId = table.Column<string>(type: "TEXT", nullable: false),
                    Bytes = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SignedSettings", x => new { x.Group, x.Version, x.KeyId });
                });

            migrationBuilder.CreateTable(
                name: "StoredAnswers",
                columns: table => new
                {
                    Area = table.Column<string>(type: "TEXT", nullable: false),
                    Count = table.Column<int>(type: "INTEGER", nullable: false),
                    Bytes = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StoredAnswers", x => x.Area);
                });

            migrationBuilder.CreateTable(
                name: "Users",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Role = table.Column<int>(type: "INTEGER", nullable: false),
                    Language = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Disabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    PasswordHash = table.Column<string>(type: "TEXT", nullable: false),
                    SecurityStamp = table.Column<string>(type: "TEXT", nullable: false),
                    LockedUntil = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Users", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "WorklistEditions",
                columns: table => new
                {
                    Area = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false),
                    BaseVersion = table.Column<long>(type: "INTEGER", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ImportedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Added = table.Column<int>(type: "INTEGER", nullable: false),
                    Altered = table.Column<int>(type: "INTEGER", nullable: false),
                    Removed = table.Column<int>(type: "INTEGER", nullable: false),
                    Size = table.Column<long>(type: "INTEGER", nullable: false),
                    Bytes = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WorklistEditions", x => new { x.Area, x.Version, x.BaseVersion });
                });

            migrationBuilder.CreateTable(
                name: "WorklistFigures",
                columns: table => new
                {
                    Area = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false),
                    ImportedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    People = table.Column<int>(type: "INTEGER", nullable: false),
                    Added = table.Column<int>(type: "INTEGER", nullable: false),
                    Gone = table.Column<int>(type: "INTEGER", nullable: false),
                    NeedsRide = table.Column<int>(type: "INTEGER", nullable: false),
                    NeedsVisit = table.Column<int>(type: "INTEGER", nullable: false),
                    LacksCard = table.Column<int>(type: "INTEGER", nullable: false),
                    LacksAccount = table.Column<int>(type: "INTEGER", nullable: false),
                    LacksActivation = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WorklistFigures", x => new { x.Area, x.Version });
                });

            migrationBuilder.CreateTable(
                name: "WorklistIndexes",
                columns: table => new
                {
                    Area = table.Column<string>(type: "TEXT", nullable: false),
                    People = table.Column<int>(type: "INTEGER", nullable: false),
                    Bytes = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WorklistIndexes", x => x.Area);
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
                name: "OfficerAreas",
                columns: table => new
                {
                    Officer = table.Column<string>(type: "TEXT", nullable: false),
                    Area = table.Column<string>(type: "TEXT", nullable: false),
                    WrappedKey = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OfficerAreas", x => new { x.Area, x.Officer });
                    table.ForeignKey(
                        name: "FK_OfficerAreas_Officers_Officer",
                        column: x => x.Officer,
                        principalTable: "Officers",
                        principalColumn: "Id",
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
                name: "IX_AlertMessages_Way_Key",
                table: "AlertMessages",
                columns: new[] { "Way", "Key" });

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_ClosedAt",
                table: "Alerts",
                column: "ClosedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_Node_Cause",
                table: "Alerts",
                columns: new[] { "Node", "Cause" },
                unique: true,
                filter: "\"ClosedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_Node_Key",
                table: "Alerts",
                columns: new[] { "Node", "Key" });

            migrationBuilder.CreateIndex(
                name: "IX_ApiTokens_Digest",
                table: "ApiTokens",
                column: "Digest",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AskedBack_Node_ChainId_First_Last_Epoch",
                table: "AskedBack",
                columns: new[] { "Node", "ChainId", "First", "Last", "Epoch" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Audit_Target_Number",
                table: "Audit",
                columns: new[] { "Target", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_BoardDays_Day",
                table: "BoardDays",
                column: "Day");

            migrationBuilder.CreateIndex(
                name: "IX_BoardNotes_Node_Key",
                table: "BoardNotes",
                columns: new[] { "Node", "Key" });

            migrationBuilder.CreateIndex(
                name: "IX_Chunks_RecordKey_Offset",
                table: "Chunks",
                columns: new[] { "RecordKey", "Offset" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Copies_UpTo",
                table: "Copies",
                column: "UpTo");

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

            migrationBuilder.CreateIndex(
                name: "IX_OfficerAreas_Officer",
                table: "OfficerAreas",
                column: "Officer");

            migrationBuilder.CreateIndex(
                name: "IX_ProgressCounts_Area_Day",
                table: "ProgressCounts",
                columns: new[] { "Area", "Day" });

            migrationBuilder.CreateIndex(
                name: "IX_ProgressCounts_Node_Day_Area_Officer_Kind_Outcome",
                table: "ProgressCounts",
                columns: new[] { "Node", "Day", "Area", "Officer", "Kind", "Outcome" },
                unique: true);

            // In this order: where two would do, SQLite takes the one that was made later.
            migrationBuilder.CreateIndex(
                name: "IX_Records_Counted",
                table: "Records",
                column: "Counted",
                filter: "\"State\" = 1 AND \"Counted\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Records_Node_AcceptedAt",
                table: "Records",
                columns: new[] { "Node", "AcceptedAt" });

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
                name: "IX_Records_Node_ChainId_Sequence_State",
                table: "Records",
                columns: new[] { "Node", "ChainId", "Sequence", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_Records_Node_PreviousDigest",
                table: "Records",
                columns: new[] { "Node", "PreviousDigest" });

            migrationBuilder.CreateIndex(
                name: "IX_Records_Node",
                table: "Records",
                column: "Node",
                filter: "\"Flags\" <> 0");

            migrationBuilder.CreateIndex(
                name: "IX_Records_ManifestDigest",
                table: "Records",
                column: "ManifestDigest");

            migrationBuilder.CreateIndex(
                name: "IX_Records_StoredNumber_SafeSince",
                table: "Records",
                columns: new[] { "StoredNumber", "SafeSince" });

            migrationBuilder.CreateIndex(
                name: "IX_SealedObjects_Area_Name",
                table: "SealedObjects",
                columns: new[] { "Area", "Name" });

            migrationBuilder.CreateIndex(
                name: "IX_SealedObjects_Node_Digest",
                table: "SealedObjects",
                columns: new[] { "Node", "Digest" });

            migrationBuilder.Sql("CREATE TRIGGER \"AuditIsNotChanged\" BEFORE UPDATE ON \"Audit\" BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END");

            migrationBuilder.Sql("CREATE TRIGGER \"AuditIsNotPutIn\" BEFORE INSERT ON \"Audit\" WHEN NEW.\"Number\" <> 1 + ifnull((SELECT max(\"Number\") FROM \"Audit\"), 0) BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END");

            migrationBuilder.Sql("CREATE TRIGGER \"AuditIsNotCut\" BEFORE DELETE ON \"Audit\" BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AlertMessages");

            migrationBuilder.DropTable(
                name: "Alerts");

            migrationBuilder.DropTable(
                name: "ApiTokens");

            migrationBuilder.DropTable(
                name: "AreaCounts");

            migrationBuilder.DropTable(
                name: "Areas");

            migrationBuilder.DropTable(
                name: "AskedBack");

            migrationBuilder.DropTable(
                name: "Audit");

            migrationBuilder.DropTable(
                name: "BoardContacts");

            migrationBuilder.DropTable(
                name: "BoardCounts");

            migrationBuilder.DropTable(
                name: "BoardDays");

            migrationBuilder.DropTable(
                name: "BoardHabits");

            migrationBuilder.DropTable(
                name: "BoardHealth");

            migrationBuilder.DropTable(
                name: "BoardNotes");

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
                name: "HeldRecords");

            migrationBuilder.DropTable(
                name: "HubSettings");

            migrationBuilder.DropTable(
                name: "Incidents");

            migrationBuilder.DropTable(
                name: "IssuedSettings");

            migrationBuilder.DropTable(
                name: "NodeCertificates");

            migrationBuilder.DropTable(
                name: "OfficerAreas");

            migrationBuilder.DropTable(
                name: "Places");

            migrationBuilder.DropTable(
                name: "ProgressCounts");

            migrationBuilder.DropTable(
                name: "Restores");

            migrationBuilder.DropTable(
                name: "SealedObjects");

            migrationBuilder.DropTable(
                name: "SettingsDrafts");

            migrationBuilder.DropTable(
                name: "SignedSettings");

            migrationBuilder.DropTable(
                name: "StoredAnswers");

            migrationBuilder.DropTable(
                name: "Users");

            migrationBuilder.DropTable(
                name: "WorklistEditions");

            migrationBuilder.DropTable(
                name: "WorklistFigures");

            migrationBuilder.DropTable(
                name: "WorklistIndexes");

            migrationBuilder.DropTable(
                name: "Records");

            migrationBuilder.DropTable(
                name: "NodeKeys");

            migrationBuilder.DropTable(
                name: "Officers");

            migrationBuilder.DropTable(
                name: "Nodes");
        }
    }
}
