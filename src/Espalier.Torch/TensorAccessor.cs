using System.Collections;

namespace Espalier.Torch;

/// <summary>The elements of a tensor on the processor, in row-major order whatever its memory layout.</summary>
/// <typeparam name="T">The managed type of an element.</typeparam>
public sealed class TensorAccessor<T> : IEnumerable<T>
    where T : unmanaged
{
    private readonly T[] elements;

    internal TensorAccessor(T[] elements) => this.elements = elements;

    /// <summary>The number of elements.</summary>
    public long Count => elements.LongLength;

    /// <summary>One element by its row-major index.</summary>
    public T this[long index] => elements[index];

    /// <summary>The elements as an array of the caller's own.</summary>
    public T[] ToArray() => (T[])elements.Clone();

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)elements).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => elements.GetEnumerator();
}
