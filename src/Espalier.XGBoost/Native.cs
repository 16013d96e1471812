using System.Runtime.InteropServices;

namespace Espalier.XGBoost;

/// <summary>
/// The functions of XGBoost's C interface that are called, as its header (<c>xgboost/c_api.h</c>) describes them. Those that give a number give
/// 0 for success.
/// </summary>
internal static unsafe partial class Native
{
    /// <summary>The name that is asked for; where it lies is <see cref="XGBoostLibrary"/>'s to say.</summary>
    internal const string Library = "libxgboost.so.0";

    static Native() => NativeLibrary.SetDllImportResolver(
        typeof(Native).Assembly, (name, _, _) => name == Library ? XGBoostLibrary.Load() : 0);

    [LibraryImport(Library, EntryPoint = "XGBoostVersion")]
    internal static partial void Version(out int major, out int minor, out int patch);

    [LibraryImport(Library, EntryPoint = "XGBGetLastError")]
    internal static partial nint LastError();

    [LibraryImport(Library, EntryPoint = "XGDMatrixCreateFromMat_omp")]
    internal static partial int CreateMatrix(float* values, ulong rows, ulong columns, float missing, out MatrixHandle made, int threads);

    [LibraryImport(Library, EntryPoint = "XGDMatrixSetFloatInfo", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int SetFloats(MatrixHandle matrix, string field, float* values, ulong count);

    [LibraryImport(Library, EntryPoint = "XGDMatrixFree")]
    internal static partial int FreeMatrix(nint matrix);

    [LibraryImport(Library, EntryPoint = "XGBoosterCreate")]
    internal static partial int CreateBooster(nint* matrices, ulong count, out BoosterHandle made);

    [LibraryImport(Library, EntryPoint = "XGBoosterSetParam", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int SetParameter(BoosterHandle booster, string name, string value);

    [LibraryImport(Library, EntryPoint = "XGBoosterUpdateOneIter")]
    internal static partial int Update(BoosterHandle booster, int round, MatrixHandle matrix);

    [LibraryImport(Library, EntryPoint = "XGBoosterPredictFromDMatrix", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Predict(
        BoosterHandle booster, MatrixHandle matrix, string settings, out ulong* shape, out ulong dimensions, out float* values);

    [LibraryImport(Library, EntryPoint = "XGBoosterFree")]
    internal static partial int FreeBooster(nint booster);
}
