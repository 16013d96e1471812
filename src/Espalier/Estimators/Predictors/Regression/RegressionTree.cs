namespace Espalier.Estimators.Predictors.Regression;

/// <summary>How large a tree grows.</summary>
/// <param name="Depth">Splits from its root to a leaf at most; null: no limit.</param>
/// <param name="LeastSplit">Rows that a node needs to be split.</param>
/// <param name="LeastLeaf">Rows that a leaf has at least.</param>
/// <param name="Features">Which part of the features, above 0 and at most 1, a node looks at; one at least.</param>
internal sealed record TreeShape(int? Depth, int LeastSplit, int LeastLeaf, double Features);

/// <summary>
/// A regression tree: each node is split where the squared error falls most, a leaf tells the mean of its rows (Breiman et al.,
/// "Classification and Regression Trees", 1984).
/// </summary>
/// <remarks>
/// As scikit-learn grows it: a node draws features without replacement, those that are constant in it included; where all of those drawn are
/// constant it goes on drawing. A threshold lies midway between two neighbouring values of the node.
/// </remarks>
internal sealed class RegressionTree
{
    private const int Leaf = -1;
    private readonly List<Node> nodes = [];

    private RegressionTree()
    {
    }

    /// <summary>How many leaves it has.</summary>
    internal int Leaves => nodes.Count(node => node.Feature == Leaf);

    /// <summary>Grows one.</summary>
    /// <param name="rows">All rows.</param>
    /// <param name="targets">What to learn of each.</param>
    /// <param name="sample">Which rows it learns from, at least one; one that is there twice counts twice. It is put in another order.</param>
    /// <param name="shape">How large it grows.</param>
    /// <param name="random">Draws the features.</param>
    internal static RegressionTree Grow(TreeRows rows, double[] targets, int[] sample, TreeShape shape, Random random)
    {
        var tree = new RegressionTree();
        new Growth(tree.nodes, rows, targets, sample, shape, random).Grow(0, sample.Length, 0);
        return tree;
    }

    /// <summary>What it tells of a row.</summary>
    internal double Of(double[] row)
    {
        var node = nodes[0];
        while (node.Feature != Leaf)
        {
            node = nodes[row[node.Feature] <= node.Threshold ? node.Left : node.Right];
        }

        return node.Mean;
    }

    private readonly record struct Node(int Feature, double Threshold, int Left, int Right, double Mean);

    private readonly record struct Split(int Feature, int Place, double Threshold, double Gain);

    private sealed class Growth(List<Node> nodes, TreeRows rows, double[] targets, int[] sample, TreeShape shape, Random random)
    {
        // Errors of rounding are no reason to split.
        private const double Nothing = 1e-12;
        private readonly int[] features = [.. Enumerable.Range(0, rows.Values.Length)];
        private readonly int[] counts = new int[rows.Values.Max(values => values.Length)];
        private readonly double[] sums = new double[rows.Values.Max(values => values.Length)];

        /// <returns>The node's place.</returns>
        internal int Grow(int start, int end, int depth)
        {
            var (sum, squares) = (0.0, 0.0);
            foreach (var row in sample.AsSpan(start, end - start))
            {
                sum += targets[row];
                squares += targets[row] * targets[row];
            }

            var (count, place) = (end - start, nodes.Count);
            nodes.Add(new Node(Leaf, 0, 0, 0, sum / count));
            var worth = squares - (sum * sum / count) > Nothing * squares;
            if (depth == shape.Depth || count < shape.LeastSplit || count < 2 * shape.LeastLeaf || !worth
                || Best(start, end, sum) is not { } split)
            {
                return place;
            }

            var middle = Part(start, end, split);
            nodes[place] = new Node(split.Feature, split.Threshold, Grow(start, middle, depth + 1), Grow(middle, end, depth + 1), 0);
            return place;
        }

        private Split? Best(int start, int end, double sum)
        {
            var wanted = Math.Max(1, (int)(shape.Features * features.Length));
            Split? best = null;
            var varied = false;
            for (var drawn = 0; drawn < features.Length && (drawn < wanted || !varied); drawn++)
            {
                var other = random.Next(drawn, features.Length);
                (features[drawn], features[other]) = (features[other], features[drawn]);
                varied |= Look(features[drawn], start, end, sum, ref best);
            }

            return best;
        }

        /// <returns>Whether the feature varies in the node.</returns>
        private bool Look(int feature, int start, int end, double sum, ref Split? best)
        {
            var places = rows.Places[feature];
            var (low, high) = (int.MaxValue, -1);
            foreach (var row in sample.AsSpan(start, end - start))
            {
                var place = places[row];
                (low, high) = (Math.Min(low, place), Math.Max(high, place));
                counts[place]++;
                sums[place] += targets[row];
            }

            var (left, leftSum, before) = (0, 0.0, -1);
            for (var place = low; place <= high; place++)
            {
                var here = counts[place];
                if (here == 0)
                {
                    continue;
                }

                var right = end - start - left;
                if (left >= shape.LeastLeaf && right >= shape.LeastLeaf)
                {
                    var rest = sum - leftSum;
                    var gain = (leftSum * leftSum / left) + (rest * rest / right);
                    if (best is null || gain > best.Value.Gain)
                    {
                        var values = rows.Values[feature];
                        best = new Split(feature, before, (values[before] + values[place]) / 2, gain);
                    }
                }

                (left, leftSum, before) = (left + here, leftSum + sums[place], place);
                (counts[place], sums[place]) = (0, 0);
            }

            return high > low;
        }

        private int Part(int start, int end, Split split)
        {
            var places = rows.Places[split.Feature];
            var middle = start;
            for (var i = start; i < end; i++)
            {
                if (places[sample[i]] <= split.Place)
                {
                    (sample[middle], sample[i]) = (sample[i], sample[middle]);
                    middle++;
                }
            }

            return middle;
        }
    }
}
