using System.Runtime.InteropServices;

namespace Espalier.XGBoost;

/// <summary>XGBoost refused: a parameter it does not know, a matrix that does not fit.</summary>
public sealed class XGBoostException : Exception
{
    private XGBoostException(string message)
        : base(message)
    {
    }

    internal static void ThrowIf(int status)
    {
        if (status != 0)
        {
            // What follows the first line is the library's own stack.
            var told = Marshal.PtrToStringUTF8(Native.LastError()) ?? "no reason given";
            throw new XGBoostException($"XGBoost: {told.Split('\n', 2)[0]}");
        }
    }
}
