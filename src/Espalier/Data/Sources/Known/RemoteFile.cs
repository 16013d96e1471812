namespace Espalier.Data.Sources.Known;

/// <summary>A file of a published data set.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Home">The address of the folder it is published in, with a slash at the end.</param>
/// <param name="Md5">The checksum published with it, in small hexadecimal letters.</param>
internal sealed record RemoteFile(string Name, Uri Home, string Md5)
{
    /// <summary>Its address.</summary>
    public Uri Address => new(Home, Name);
}
