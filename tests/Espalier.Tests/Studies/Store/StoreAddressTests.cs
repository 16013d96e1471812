using Espalier.Studies.Store;
using Npgsql;

namespace Espalier.Tests.Studies.Store;

public sealed class StoreAddressTests
{
    [Theory]
    [InlineData("sqlite:study.db", "/here/study.db")]
    [InlineData("sqlite:../all.db", "/all.db")]
    [InlineData("sqlite:/data/all.db", "/data/all.db")]
    [InlineData("sqlite:///data/all.db", "/data/all.db")]
    [InlineData("SQLite:study.db", "/here/study.db")]
    public void A_file_is_told_by_its_path(string text, string file)
    {
        var address = StoreAddress.Parse(text, "/here");

        Assert.Equal((file, $"sqlite:{file}"), (address.File, address.Text));
    }

    [Theory]
    [InlineData("postgres://me@box/nas", "me", null, "box", 5432, "nas")]
    [InlineData("postgresql://me:se%40cret@box:6000/nas", "me", "se@cret", "box", 6000, "nas")]
    [InlineData("postgres://me@[::1]:6000/my%20nas", "me", null, "[::1]", 6000, "my nas")]
    public void A_server_is_told_as_others_tell_it(string text, string user, string? password, string host, int port, string database)
    {
        var address = StoreAddress.Parse(text);
        var connection = new NpgsqlConnectionStringBuilder(address.Connection);

        Assert.Null(address.File);
        Assert.Equal((user, password, host, port, database), (connection.Username, connection.Password, connection.Host, connection.Port, connection.Database));
    }

    [Fact]
    public void A_password_is_not_shown()
    {
        Assert.Equal("postgres://me@box:6000/nas", StoreAddress.Parse("postgres://me:secret@box:6000/nas").ToString());
        Assert.Equal("postgres://me@box/nas", StoreAddress.WithoutPassword("postgres://me:se:cr@et@box/nas"));
        Assert.All(
            ["postgres://me@box:6000/nas", "sqlite:/a:b@c", "--store", "Genotype(normal=[('a', 0)]):x@y", "http://me:x@box/"],
            word => Assert.Equal(word, StoreAddress.WithoutPassword(word)));
    }

    [Theory]
    [InlineData("", "is no address")]
    [InlineData("study.db", "is no address")]
    [InlineData("sqlite:", "is no address")]
    [InlineData("mysql://me@box/nas", "is no address")]
    [InlineData("postgres://box/nas", "lacks a user")]
    [InlineData("postgres://me:secret@box", "lacks")]
    [InlineData("postgres://me:secret@box/nas?sslmode=require", "not understood")]
    public void Anything_else_is_the_callers_fault(string text, string what)
    {
        var fault = Assert.Throws<InvalidInputException>(() => StoreAddress.Parse(text));

        Assert.StartsWith("store '", fault.Message, StringComparison.Ordinal);
        Assert.Contains(what, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault.Message, StringComparison.Ordinal);
    }
}
