namespace Espalier.Data;

/// <summary>
/// A kind of dataset the toolkit can read. Carries a <see cref="Catalog.MethodAttribute"/> and has a constructor without arguments.
/// </summary>
public interface IDataSource
{
    /// <summary>What a user writes after <c>--data</c> to get it, e.g. <c>fashion-mnist</c> or <c>FILE.bin,FILE.bin</c>.</summary>
    string Usage { get; }

    /// <summary>Whether <paramref name="spec"/> means this source. Looks at names and folders only, opens no file.</summary>
    /// <param name="spec">A name, a folder, or files.</param>
    bool Accepts(string spec);

    /// <summary>Reads the dataset.</summary>
    /// <param name="spec">What <see cref="Accepts"/> said yes to.</param>
    /// <exception cref="InvalidInputException">A file is missing or broken: the message names the file and the byte.</exception>
    Dataset Load(string spec);
}
