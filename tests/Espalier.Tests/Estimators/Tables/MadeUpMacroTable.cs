using System.Globalization;
using System.IO.Compression;

namespace Espalier.Tests.Estimators.Tables;

/// <summary>The file of NAS-Bench-Macro with invented numbers, which rise with the row: rows are in the order of the digits.</summary>
internal static class MadeUpMacroTable
{
    /// <summary>The file's name without its ending.</summary>
    public const string FileName = "nas_bench_macro_cifar10";

    private const int Count = 6561;

    /// <summary>Trainings of a percent less, a percent more, and their mean.</summary>
    public static IEnumerable<string> Lines() => Enumerable.Range(0, Count).Select(row =>
    {
        var accuracy = 50 + (row / 1000m);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Digits(row)},{accuracy - 1},{accuracy + 1},{accuracy},{accuracy},0.81649658,{1000 + row},{2000 + row}");
    }).Prepend("arch,test_acc_1,test_acc_2,test_acc_3,mean_acc,std,params,flops");

    /// <summary>Writes lines to where a folder of tables has the file.</summary>
    public static void Save(string tables, IEnumerable<string> lines)
    {
        var folder = Directory.CreateDirectory(Path.Combine(tables, "nas_bench_macro")).FullName;
        using var writer = new StreamWriter(
            new GZipStream(File.Create(Path.Combine(folder, FileName + ".csv.gz")), CompressionLevel.Fastest))
        {
            NewLine = "\n",
        };
        foreach (var line in lines)
        {
            writer.WriteLine(line);
        }
    }

    private static string Digits(int row)
    {
        var digits = new char[8];
        for (var place = 7; place >= 0; place--, row /= 3)
        {
            digits[place] = (char)('0' + (row % 3));
        }

        return new string(digits);
    }
}
