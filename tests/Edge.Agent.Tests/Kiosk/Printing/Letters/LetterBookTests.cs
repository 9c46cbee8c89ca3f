using Edge.Agent.Kiosk.Printing.Letters;
using Edge.Agent.Tests.Support;

namespace Edge.Agent.Tests.Kiosk.Printing.Letters;

public sealed class LetterBookTests : IDisposable
{
    private const string Batak = "\u1BC0";

    private readonly TestFolder _folder = new();

    [Fact]
    public void A_font_of_the_place_has_what_those_that_came_with_the_agent_lack()
    {
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Kiosk", "Printing", "Fonts", "OneBatakLetter.ttf"), Path.Combine(_folder.Root, "batak.ttf"));
        var (came, both) = (LetterBook.Load(), LetterBook.Load(_folder.Root, file => Assert.Fail(file)));
        Assert.False(came.Has(Batak[0]));
        Assert.True(both.Has(Batak[0]));
        Assert.NotEqual(PictureText.Of(came, Batak, 20), PictureText.Of(both, Batak, 20));
        Assert.Equal(PictureText.Of(came, "Đắk ខ្មែរ", 20), PictureText.Of(both, "Đắk ខ្មែរ", 20));
    }

    [Theory]
    [InlineData("")]
    [InlineData("This is no font.")]
    [InlineData("\0\u0001\0\0\0\u00FF\0\u0080\0\u0003\0pcmap")]
    public void What_is_no_font_is_named_and_left_out(string content)
    {
        var file = Path.Combine(_folder.Root, "broken.ttf");
        File.WriteAllText(file, content);
        File.WriteAllText(Path.Combine(_folder.Root, "notes.txt"), "not looked at");
        var named = new List<string>();
        Assert.True(LetterBook.Load(_folder.Root, named.Add).Has('a'));
        Assert.Equal([file], named);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_none() => Assert.True(LetterBook.Load(Path.Combine(_folder.Root, "fonts")).Has('ệ'));

    public void Dispose() => _folder.Dispose();
}
