using System.Runtime.InteropServices;

namespace Espalier.XGBoost;

/// <summary>Finds and loads the shared library of XGBoost.</summary>
public static class XGBoostLibrary
{
    /// <summary>Names a library to take in the place of the installed one.</summary>
    public const string Variable = "XGBOOST";

    /// <summary>Debian's package of it.</summary>
    public const string Package = "libxgboost0";

    /// <summary>The library's version.</summary>
    /// <exception cref="DllNotFoundException">There is no library; the message says where it was looked for.</exception>
    public static string Version
    {
        get
        {
            Native.Version(out var major, out var minor, out var patch);
            return $"{major}.{minor}.{patch}";
        }
    }

    /// <summary>Who names a library wants that one or none.</summary>
    internal static nint Load()
    {
        var place = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : Native.Library;
        return NativeLibrary.TryLoad(place, out var library)
            ? library
            : throw new DllNotFoundException($"XGBoost is not to be loaded from {place}");
    }
}
