using System.Runtime.InteropServices;

namespace Espalier.XGBoost;

/// <summary>A matrix of the library's, freed at the latest when nobody holds it any longer.</summary>
internal sealed class MatrixHandle() : SafeHandle(0, ownsHandle: true)
{
    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => Native.FreeMatrix(handle) == 0;
}

/// <summary>Trees of the library's, freed at the latest when nobody holds them any longer: whoever has learnt something need not dispose it.</summary>
internal sealed class BoosterHandle() : SafeHandle(0, ownsHandle: true)
{
    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => Native.FreeBooster(handle) == 0;
}
