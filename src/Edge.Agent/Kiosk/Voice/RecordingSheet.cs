namespace Edge.Agent.Kiosk.Voice;

/// <summary>What somebody has to say, who lends a language a voice.</summary>
internal sealed class RecordingSheet(PhraseList phrases, PromptFolders folders)
{
    public const string How =
        "Record each line as a file of its own, in a quiet room, a hand's breadth from the microphone, calmly and clearly. " +
        "Save as WAV: mono, 16-bit PCM, 16000 to 48000 samples a second. Leave no long silence before or after the words.";

    public const string HowVietnamese =
        "Ghi mỗi dòng thành một tệp riêng, trong phòng yên tĩnh, cách micro một gang tay, nói chậm và rõ. " +
        "Lưu dạng WAV: mono, 16-bit PCM, 16000 đến 48000 mẫu mỗi giây. Không để khoảng lặng dài trước và sau lời nói.";

    /// <exception cref="PackException">A pack cannot be read.</exception>
    public IReadOnlyList<SheetLine> Lines(string language)
    {
        var (own, vietnamese, english) = (Packs(language), Packs("vi"), Packs("en"));
        return [.. phrases.All.Select(p => p == Phrase.LanguageName
            ? new SheetLine(p, PhraseList.FileOf(p), Text(own, p), "(tên thứ tiếng này)", "(the name of this language)")
            : new SheetLine(p, PhraseList.FileOf(p), Text(own, p), Text(vietnamese, p), Text(english, p)))];
    }

    private List<PromptPack> Packs(string language) => [.. folders.InOrder.Select(root => PackReader.Read(root, language)).OfType<PromptPack>()];

    private static string? Text(List<PromptPack> packs, string phrase) => packs.Select(p => p.Prompts.GetValueOrDefault(phrase)?.Text).FirstOrDefault(t => t is not null);
}

/// <summary>A phrase to be recorded.</summary>
internal sealed record SheetLine(string Phrase, string File, string? Text, string? Vietnamese, string? English);
