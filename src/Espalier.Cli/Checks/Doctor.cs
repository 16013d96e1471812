using System.Globalization;
using Espalier.Cli.Output;
using Espalier.Data;
using Espalier.Export.Gate;
using Espalier.Onnx.Runtime;
using Espalier.Studies;
using Espalier.Studies.Store;
using Espalier.XGBoost;

namespace Espalier.Cli.Checks;

/// <summary>Examines the machine for what the main job needs.</summary>
internal static class Doctor
{
    private const int NeededRuntime = 10;
    private const string Chromium = "/usr/bin/chromium";
    private const double ScarceGiB = 1;
    private const double BytesPerGiB = 1024.0 * 1024 * 1024;

    internal static IReadOnlyList<Finding> Examine() =>
        [Runtime(), .. Libtorch(), OnnxRuntime(), Images(), Trees(), FashionMnist(), Sqlite(), Browser(), Disk()];

    private static Finding Runtime() => Environment.Version.Major >= NeededRuntime
        ? new(Verdict.Good, ".NET", Environment.Version.ToString())
        : new(Verdict.Missing, ".NET", Environment.Version.ToString(), "install the .NET SDK 10 (https://dotnet.microsoft.com/download)");

    private static IEnumerable<Finding> Libtorch()
    {
        Finding? fault = null;
        try
        {
            // A product loads whatever libtorch loads late.
            using var scope = NewDisposeScope();
            ones([2, 2]).matmul(ones([2, 2]));
        }
        catch (Exception error) when (error is TypeLoadException or TypeInitializationException or BadImageFormatException)
        {
            fault = new Finding(
                Verdict.Missing,
                "libtorch",
                error.Message.ReplaceLineEndings(" "),
                "apt-get install libtorch-dev (or set LIBTORCH=/path), then './espalier doctor'");
        }

        return fault is null ? Loaded() : [fault];
    }

    private static IEnumerable<Finding> Loaded()
    {
        var libraries = LoadedLibraries.OfThisProcess();
        var environment = RunEnvironment.Capture(get_num_threads());
        var place = libraries.Named("libtorch_cpu") is { } path ? $", {path}" : string.Empty;
        yield return new(Verdict.Good, "libtorch", $"{environment.Libtorch}{place}");
        yield return Blas.Examine(libraries, ShowConfiguration());
        yield return new(
            Verdict.Good,
            "processor",
            $"{environment.Cpu}, {Environment.ProcessorCount} threads, vectors of {environment.VectorBits} bits");
        yield return new(
            Verdict.Good,
            "graphics card",
            cuda.is_available() ? "one that libtorch can use; it is not used yet" : "none that libtorch can use (none is needed)");
    }

    private static Finding Images()
    {
        try
        {
            return new(Verdict.Good, "images", $"libgd {ImageLibrary.Version}, for PNG, JPEG, WebP and BMP files");
        }
        catch (InvalidInputException fault)
        {
            return new(Verdict.Poor, "images", $"{fault.Message} (only folders of images need it)", "apt-get install libgd3");
        }
    }

    private static Finding Trees()
    {
        try
        {
            return new(Verdict.Good, "XGBoost", $"{XGBoostLibrary.Version}, for predictors of boosted trees");
        }
        catch (DllNotFoundException fault)
        {
            return new(
                Verdict.Poor,
                "XGBoost",
                $"{fault.Message.ReplaceLineEndings(" ")} (only the predictors lgb and xgb and the search gbdt-nas need it)",
                $"apt-get install {XGBoostLibrary.Package} (or set {XGBoostLibrary.Variable}=/path/libxgboost.so)");
        }
    }

    /// <summary>Only <c>export</c> needs it, which installs it when it is first called.</summary>
    private static Finding OnnxRuntime()
    {
        try
        {
            return new(Verdict.Good, "ONNX Runtime", $"{OnnxClassifier.RequireRuntime()}, {OnnxRuntimeLibrary.Path}");
        }
        catch (InvalidInputException)
        {
            return new(
                Verdict.Poor,
                "ONNX Runtime",
                "none; './espalier export' judges its files with it",
                $"eng/install.sh onnxruntime (or set {OnnxRuntimeLibrary.Variable}=/path/libonnxruntime.so)");
        }
    }

    private static Finding FashionMnist()
    {
        try
        {
            var data = DataCatalog.Load("fashion-mnist");
            return new(Verdict.Good, "Fashion-MNIST", $"{Readable.Count(data.Train.Count)} + {Readable.Count(data.Test.Count)} images");
        }
        catch (InvalidInputException fault)
        {
            return new(Verdict.Missing, "Fashion-MNIST", fault.Message, "apt-get install dataset-fashion-mnist");
        }
    }

    private static Finding Sqlite()
    {
        try
        {
            return new(Verdict.Good, "SQLite", $"{StudyStore.SqliteVersion()}, for the study store");
        }
        catch (Exception error) when (error is TypeLoadException or TypeInitializationException or BadImageFormatException or InvalidInputException)
        {
            return new(
                Verdict.Missing, "SQLite", error.Message.ReplaceLineEndings(" "), "build anew: its library comes with the package (dotnet restore)");
        }
    }

    /// <summary>Nothing but tests needs it: a report is read in whatever browser its reader has.</summary>
    private static Finding Browser() => File.Exists(Chromium)
        ? new(Verdict.Good, "Chromium", $"{Chromium}, for the tests of reports")
        : new(Verdict.Good, "Chromium", "none; only './test' uses it, and installs it");

    private static Finding Disk()
    {
        var free = new DriveInfo(Environment.CurrentDirectory).AvailableFreeSpace / BytesPerGiB;
        var text = string.Create(CultureInfo.InvariantCulture, $"{free:0.0} GiB free in {Environment.CurrentDirectory}");
        return free >= ScarceGiB
            ? new(Verdict.Good, "disk", text)
            : new(Verdict.Poor, "disk", text, "free some space, or give --out a folder on another disk");
    }
}
