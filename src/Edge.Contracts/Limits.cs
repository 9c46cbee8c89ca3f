namespace Edge.Contracts;

/// <summary>Sizes every side holds itself and others to, checked before anything is believed.</summary>
public static class Limits
{
    /// <summary>Largest plaintext of a record: fields and attachments together, as encoded.</summary>
    public const int PlaintextBytes = 4 * 1024 * 1024;

    /// <summary>Largest sealed record: plaintext, its encoding byte, HPKE's 65-byte key and 16-byte tag, with room to spare.</summary>
    public const int SealedBytes = PlaintextBytes + 4096;

    /// <summary>Largest manifest, encoded.</summary>
    public const int ManifestBytes = 1024;

    /// <summary>Largest piece of a record in one chunk.</summary>
    public const int ChunkBytes = 64 * 1024;

    /// <summary>Largest sealed record that a board sends whole, without an offer before it.</summary>
    public const int WholeBytes = 4 * 1024;

    /// <summary>Most records in one chunk that travel whole.</summary>
    public const int WholeRecords = 32;

    /// <summary>Largest MQTT payload either side sends or takes.</summary>
    public const int MessageBytes = ChunkBytes + 4096;

    /// <summary>Most records in one offer.</summary>
    public const int OfferedRecords = 32;

    /// <summary>Highest record number: twelve decimal digits, as in a record's file name.</summary>
    public const ulong Sequence = 999_999_999_999;

    /// <summary>Most record numbers a board tells of what it keeps in one offer, and a hub answers in one have.</summary>
    public const int KeptPage = 2048;

    /// <summary>Most chains those numbers belong to.</summary>
    public const int KeptChains = 32;

    /// <summary>Most attachments in one record.</summary>
    public const int Attachments = 64;

    /// <summary>Largest trust or provisioning file.</summary>
    public const int TrustBytes = 64 * 1024;

    /// <summary>Most keys of each sort, and most certificate authorities, in a trust file.</summary>
    public const int TrustKeys = 16;

    /// <summary>Most revoked keys in a trust file.</summary>
    public const int RevokedKeys = 256;

    /// <summary>Highest version of a trust file.</summary>
    public const ulong TrustVersion = 999_999_999_999;

    /// <summary>Largest settings object.</summary>
    public const int SettingsBytes = 64 * 1024;

    /// <summary>Most addresses of a hub of each sort in it.</summary>
    public const int HubAddresses = 8;

    /// <summary>Most opening times in it.</summary>
    public const int OpeningTimes = 64;

    /// <summary>Longest name of a place in it, in letters.</summary>
    public const int PlaceLetters = 60;

    /// <summary>Longest reason for which a board says it refused an object, in letters.</summary>
    public const int RefusalLetters = 200;

    /// <summary>Largest piece of an object in one answer.</summary>
    public const int AnswerBytes = 16 * 1024;

    /// <summary>Most ranges in one ask.</summary>
    public const int AskedRanges = 16;

    /// <summary>Most objects a board names in an offer.</summary>
    public const int ToldObjects = 32;

    /// <summary>Largest object that is not the trust file: a worklist of some 20,000 people.</summary>
    public const int ObjectBytes = 1024 * 1024;

    /// <summary>Largest release file: three times what the package has.</summary>
    public const long ReleaseBytes = 256L * 1024 * 1024;

    /// <summary>Largest beginning of a release file: its manifest and signature.</summary>
    public const int ReleaseHeadBytes = 512 * 1024;

    /// <summary>Most files in a release.</summary>
    public const int ReleaseFiles = 4096;

    /// <summary>Most bytes that a release's files have together.</summary>
    public const long ReleaseUnpackedBytes = 1024L * 1024 * 1024;

    /// <summary>Most formats that a release names.</summary>
    public const int ReleaseFormats = 32;

    /// <summary>Most records in one folder of a courier's stick: FAT32 has room for 13,000 of our names in a folder.</summary>
    public const int CourierRecords = 4096;

    /// <summary>Largest courier slip, and largest file of receipts.</summary>
    public const int CourierBytes = 2 * 1024 * 1024;

    /// <summary>Largest birth a board sends: with every metric, so that health costs a narrow link little.</summary>
    public const int HealthBirthBytes = 1536;

    /// <summary>Largest health message a hub takes.</summary>
    public const int HealthBytes = 4096;

    /// <summary>Most metrics in one.</summary>
    public const int HealthMetrics = 64;

    /// <summary>Longest name of a metric.</summary>
    public const int HealthName = 64;

    /// <summary>Longest text a metric's value is.</summary>
    public const int HealthText = 200;
}
