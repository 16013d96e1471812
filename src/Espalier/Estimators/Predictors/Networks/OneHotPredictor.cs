namespace Espalier.Estimators.Predictors.Networks;

/// <summary>The frame of networks that see an architecture as its one-hot row.</summary>
public abstract class OneHotPredictor : NetworkPredictor
{
    private readonly OneHotRows encoding;

    private protected OneHotPredictor(PredictorContext context, NetworkPredictorOptions options)
        : base(context, options) =>
        encoding = new OneHotRows(context);

    /// <summary>How wide a row is.</summary>
    private protected int Width => encoding.Width;

    private protected sealed override float[] Row(NetworkFacts network) => Array.ConvertAll(encoding.Of(network), value => (float)value);
}
