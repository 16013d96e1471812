using System.Numerics;

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
        var channel = 0;
        for (; channel + Vector<float>.Count <= mean.Length; channel += Vector<float>.Count)
        {
            Vector.Widen(Vector.Load(pieceMean + channel), out var lowMean, out var highMean);
            Vector.Widen(Vector.Load(pieceSquares + channel), out var lowSquares, out var highSquares);
            Join(channel, lowMean, lowSquares, pixels);
            Join(channel + Vector<double>.Count, highMean, highSquares, pixels);
        }

        for (; channel < mean.Length; channel++)
        {
            Join(channel, pieceMean[channel], pieceSquares[channel], pixels);
        }

        count += pixels;
    }

    /// <summary>Adds what another one gathered.</summary>
    internal void Add(ChannelMoments other)
    {
        for (var channel = 0; channel < mean.Length && other.count > 0; channel++)
        {
            Join(channel, other.mean[channel], other.squares[channel], other.count);
        }

        count += other.count;
    }

    private void Join(int channel, double pieceMean, double pieceSquares, long pixels)
    {
        var share = (double)pixels / (count + pixels);
        var distance = pieceMean - mean[channel];
        mean[channel] += distance * share;
        squares[channel] += pieceSquares + (distance * distance * (count * share));
    }

    private void Join(int channel, Vector<double> pieceMean, Vector<double> pieceSquares, long pixels)
    {
        var share = (double)pixels / (count + pixels);
        var present = new Vector<double>(mean, channel);
        var distance = pieceMean - present;
        (present + (distance * share)).CopyTo(mean, channel);
        (new Vector<double>(squares, channel) + pieceSquares + (distance * distance * (count * share))).CopyTo(squares, channel);
    }
}
