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
    /// <param name="request">
    /// How to read it. A source whose images have one size and kind may leave those wishes to <see cref="DataCatalog"/>, which fits them.
    /// </param>
    /// <exception cref="InvalidInputException">A file is missing or broken: the message names the file and the place.</exception>
    /// <exception cref="OperationCanceledException">The request was withdrawn.</exception>
    Dataset Load(string spec, DataRequest request);
}
