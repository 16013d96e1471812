namespace Espalier.Kernels.Simd;

/// <summary>
/// The vector operations that kernels are written in, once per width: a kernel names a type of this kind and the compiler makes one
/// version of it per width, with nothing left of the interface.
/// </summary>
/// <typeparam name="TVector">A vector of single-precision numbers.</typeparam>
internal unsafe interface ISimd<TVector>
    where TVector : struct
{
    /// <summary>Numbers in a vector.</summary>
    static abstract int Width { get; }

    /// <summary>Reads a vector; any alignment.</summary>
    static abstract TVector Load(float* source);

    /// <summary>Writes a vector; any alignment.</summary>
    static abstract void Store(TVector value, float* target);

    /// <summary>The same number in every lane.</summary>
    static abstract TVector All(float value);

    /// <summary>left + right.</summary>
    static abstract TVector Add(TVector left, TVector right);

    /// <summary>left - right.</summary>
    static abstract TVector Subtract(TVector left, TVector right);

    /// <summary>left * right.</summary>
    static abstract TVector Multiply(TVector left, TVector right);

    /// <summary>left * right + addend, rounded once where the processor can.</summary>
    static abstract TVector MultiplyAdd(TVector left, TVector right, TVector addend);

    /// <summary>The larger one, lane by lane.</summary>
    static abstract TVector Max(TVector left, TVector right);

    /// <summary>The value where the gate is above zero, else zero: what ReLU does to a gradient.</summary>
    static abstract TVector Gate(TVector gate, TVector value);

    /// <summary>The value where both are equal, else zero.</summary>
    static abstract TVector WhereEqual(TVector left, TVector right, TVector value);
}
