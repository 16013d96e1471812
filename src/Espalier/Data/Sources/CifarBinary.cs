using Espalier.Catalog;

namespace Espalier.Data.Sources;

/// <summary>CIFAR-10 binary batches: a folder of them, or files named one by one.</summary>
/// <remarks>
/// A file whose name contains <c>test</c> belongs to the test set, every other one to the training set. Of a folder that holds
/// <c>data_batch_*.bin</c> only those and <c>test_batch.bin</c> are read, of any other folder every <c>.bin</c> file.
/// Class names come from <c>batches.meta.txt</c> beside the files, where it is.
/// </remarks>
[Method(
    "cifar-binary",
    Paper = "Learning multiple layers of features from tiny images (Krizhevsky), technical report, University of Toronto",
    Year = 2009,
    Summary = "CIFAR-10 binary batches, 32x32 colour images of 10 classes: a folder of them, or .bin files.")]
public sealed class CifarBinary : IDataSource
{
    private const int Classes = 10;
    private const string ClassFile = "batches.meta.txt";

    /// <inheritdoc/>
    public string Usage => "FOLDER with data_batch_*.bin and test_batch.bin, or FILE.bin,FILE.bin (one with 'test' in its name)";

    /// <inheritdoc/>
    public bool Accepts(string spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return Directory.Exists(spec)
            ? Directory.EnumerateFiles(spec, "*.bin").Any() && !File.Exists(Path.Combine(spec, Cifar100.FineNames))
            : Parts(spec) is { Length: > 0 } parts && parts.All(part => part.EndsWith(".bin", StringComparison.OrdinalIgnoreCase));
    }

    /// <inheritdoc/>
    public Dataset Load(string spec, DataRequest request)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(spec);
        var files = Directory.Exists(spec) ? FilesIn(spec) : Parts(spec);
        if (files.GroupBy(Path.GetFullPath).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new InvalidInputException($"data '{spec}'", $"{twice.Key} is named {twice.Count()} times", "name every file once");
        }

        var test = files.Where(IsTest).ToArray();
        var train = files.Where(file => !IsTest(file)).ToArray();
        Require(test, spec, "no test file: of the .bin files none has 'test' in its name", "add one, such as test_batch.bin");
        Require(train, spec, "no training file: every .bin file has 'test' in its name", "add one, such as data_batch_1.bin");

        var classNames = ClassNames(Path.Combine(Path.GetDirectoryName(files[0]) ?? string.Empty, ClassFile));
        return new Dataset("cifar-10", ReadSet("cifar-10/train", train, classNames), ReadSet("cifar-10/test", test, classNames));
    }

    private static string[] Parts(string spec) => spec.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string[] FilesIn(string folder)
    {
        string[] batches = [.. Directory.EnumerateFiles(folder, "data_batch_*.bin").Order(StringComparer.Ordinal)];
        var test = Path.Combine(folder, "test_batch.bin");
        return batches.Length == 0
            ? [.. Directory.EnumerateFiles(folder, "*.bin").Order(StringComparer.Ordinal)]
            : File.Exists(test) ? [.. batches, test] : batches;
    }

    private static bool IsTest(string file) => Path.GetFileName(file).Contains("test", StringComparison.OrdinalIgnoreCase);

    private static void Require(string[] files, string spec, string what, string mend)
    {
        if (files.Length == 0)
        {
            throw new InvalidInputException($"data '{spec}'", what, mend);
        }
    }

    private static ImageSet ReadSet(string name, string[] files, IReadOnlyList<string> classNames)
    {
        var (pixels, labels) = CifarFile.Read(files, Classes);
        return new ImageSet(name, CifarFile.Shape, classNames, pixels, labels);
    }

    private static string[] ClassNames(string file) => File.Exists(file)
        ? CifarFile.ClassNames(file, Classes)
        : [.. Enumerable.Range(0, Classes).Select(number => $"class {number}")];
}
