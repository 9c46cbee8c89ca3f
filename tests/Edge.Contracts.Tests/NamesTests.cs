using FsCheck.Fluent;

namespace Edge.Contracts.Tests;

public sealed class NamesTests
{
    // What would leave a folder, widen a topic, break a line or a certificate's name.
    public static TheoryData<string> Hostile { get; } =
    [
        "", " ", "../x", "..", ".", "a/b", "a\\b", "+", "#", "a+b", "$SYS", "a\0b", "a\n", "\na", "a b", "A", "a_b", "ê", "аbc", "１", "a\u200b", "-\r", "%2e",
        "n,CN=hub", new string('a', 41),
    ];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_hostile_name_is_no_node_and_no_token(string name)
    {
        Assert.False(Names.IsNode(name));
        Assert.False(Names.IsToken(name));
    }

    [Theory]
    [InlineData("hub")]
    [InlineData("edge-hub")]
    [InlineData("root")]
    [InlineData("ca")]
    [InlineData("admin")]
    [InlineData("all")]
    public void A_reserved_name_is_no_node(string name)
    {
        Assert.False(Names.IsNode(name));
        Assert.True(Names.IsToken(name));
        Assert.Contains(name, Names.NodeRule, StringComparison.Ordinal);
    }

    [Fact]
    public void The_hubs_own_names_can_be_no_boards()
    {
        Assert.False(Names.IsNode(Names.HubClient));
        Assert.False(Names.IsNode(Names.HubServer));
        Assert.False(Names.IsNode(null));
    }

    [Fact]
    public void Names_of_the_form_are_taken()
    {
        foreach (var name in new[] { "a", "0", "na-ngoi-01", "-", new string('z', 40) }) Assert.True(Names.IsNode(name), name);
    }

    [Fact]
    public void Any_text_is_a_token_only_if_all_of_it_has_the_form() =>
        Property.Holds(ArbMap.Default.GeneratorFor<string?>(), text =>
        {
            var holds = text is { Length: >= 1 and <= 40 } && text.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '-');
            Assert.Equal(holds, Names.IsToken(text));
        }, count: 1_000);

    [Theory]
    [InlineData("portrait.jpg")]
    [InlineData("a")]
    [InlineData("L_index-1.WSQ")]
    [InlineData("a..b")]
    [InlineData("con1.jpg")]
    [InlineData("com10")]
    [InlineData("null")]
    public void An_attachment_is_a_plain_file_name(string name) => Assert.True(Names.IsAttachment(name));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData(".hidden")]
    [InlineData("../x")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("/etc/passwd")]
    [InlineData("a\0")]
    [InlineData("a\n")]
    [InlineData("ảnh.jpg")]
    [InlineData("record.json")]
    [InlineData("a:b")]
    [InlineData("Record.JSON")]
    [InlineData("renamed.json")]
    [InlineData("a.")]
    [InlineData("a ")]
    [InlineData("CON")]
    [InlineData("nul.jpg")]
    [InlineData("Com1.tar.gz")]
    [InlineData("LPT9")]
    public void An_attachment_that_is_none_is_refused(string name) => Assert.False(Names.IsAttachment(name));

    [Fact]
    public void An_attachments_name_has_at_most_80_characters()
    {
        Assert.True(Names.IsAttachment(new string('a', 80)));
        Assert.False(Names.IsAttachment(new string('a', 81)));
        Assert.False(Names.IsAttachment(null));
    }
}
