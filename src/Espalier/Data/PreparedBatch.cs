namespace Espalier.Data;

/// <summary>A batch in managed memory, before it becomes tensors.</summary>
/// <param name="Index">Its place in the epoch.</param>
/// <param name="Pixels"><c>[N, H, W, C]</c> in pixel units 0-1, on loan from <see cref="BatchPreparer"/>.</param>
/// <param name="Labels"><c>[N]</c>, the classes.</param>
internal sealed record PreparedBatch(int Index, float[] Pixels, long[] Labels);
