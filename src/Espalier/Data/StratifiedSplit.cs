namespace Espalier.Data;

/// <summary>Holds a part of every class out, for data that comes without a test part.</summary>
internal static class StratifiedSplit
{
    /// <summary>Parts images by their labels.</summary>
    /// <param name="labels">The classes.</param>
    /// <param name="fraction">The part of each class that is held out, rounded, but one image at least where a class has two.</param>
    /// <param name="seed">What decides which.</param>
    /// <returns>The places of the images that stay and of those held out, ascending.</returns>
    public static (int[] Stay, int[] HeldOut) Of(ReadOnlySpan<byte> labels, double fraction, ulong seed)
    {
        var classes = new List<int>[256];
        for (var i = 0; i < labels.Length; i++)
        {
            (classes[labels[i]] ??= []).Add(i);
        }

        var (stay, held) = (new List<int>(), new List<int>());
        for (var label = 0; label < classes.Length; label++)
        {
            if (classes[label] is { } places)
            {
                var wanted = (int)Math.Round(places.Count * fraction, MidpointRounding.AwayFromZero);
                var count = Math.Clamp(wanted, Math.Min(1, places.Count - 1), places.Count - 1);
                var order = Permutation.Of(places.Count, SeededRandom.Derive(seed, "held-out", label));
                held.AddRange(order.Take(count).Select(place => places[place]));
                stay.AddRange(order.Skip(count).Select(place => places[place]));
            }
        }

        return ([.. stay.Order()], [.. held.Order()]);
    }
}
