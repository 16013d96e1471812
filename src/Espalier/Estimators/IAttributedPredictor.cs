namespace Espalier.Estimators;

/// <summary>
/// A predictor that says which choices make a network as good as it takes it to be: Shapley values of the values chosen, each choice's in the
/// order of <see cref="Espalier.Spaces.OneHot"/>.
/// </summary>
public interface IAttributedPredictor : IPredictor
{
    /// <summary>
    /// What each value of each choice, chosen or not, adds to the prediction; last what all networks share. They sum to the prediction's mean.
    /// </summary>
    /// <returns>[networks][values + 1].</returns>
    IReadOnlyList<double[]> Attribute(IReadOnlyList<NetworkFacts> networks);

    /// <summary>
    /// The same parted among pairs, symmetric; each row sums to its value's part of <see cref="Attribute"/>, what it adds alone stands on the
    /// diagonal.
    /// </summary>
    /// <returns>[networks][values + 1][values + 1].</returns>
    IReadOnlyList<double[][]> Interactions(IReadOnlyList<NetworkFacts> networks);
}
