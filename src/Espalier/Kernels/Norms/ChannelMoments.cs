namespace Espalier.Kernels.Norms;

/// <summary>Each channel's mean and squared distances from it, gathered piece by piece (Chan, Golub and LeVeque 1983).</summary>
internal sealed unsafe class ChannelMoments(int channels)
{
    private readonly double[] mean = new double[channels];
    private readonly double[] squares = new double[channels];
    private long count;

    /// <summary>How many pixels were gathered.</summary>
    internal long Count => count;

    /// <summary>The mean of a channel.</summary>
    internal double Mean(int channel) => mean[channel];

    /// <summary>The variance of a channel, by the number of pixels.</summary>
    internal double Variance(int channel) => squares[channel] / count;

    /// <summary>Adds a piece of so many pixels with its means and squared distances.</summary>
    internal void Add(float* pieceMean, float* pieceSquares, int pixels)
    {
        var total = count + pixels;
        var share = (double)pixels / total;
        for (var channel = 0; channel < mean.Length; channel++)
        {
            var distance = pieceMean[channel] - mean[channel];
            mean[channel] += distance * share;
            squares[channel] += pieceSquares[channel] + (distance * distance * count * share);
        }

        count = total;
    }

    /// <summary>Adds what another one gathered.</summary>
    internal void Add(ChannelMoments other)
    {
        if (other.count == 0)
        {
            return;
        }

        var total = count + other.count;
        var share = (double)other.count / total;
        for (var channel = 0; channel < mean.Length; channel++)
        {
            var distance = other.mean[channel] - mean[channel];
            mean[channel] += distance * share;
            squares[channel] += other.squares[channel] + (distance * distance * count * share);
        }

        count = total;
    }
}
