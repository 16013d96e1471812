namespace Espalier.Tests.Attacks;

/// <summary>
/// Logits that are linear in double-precision inputs of so many pixels: attacks on it have a closed form.
/// </summary>
internal sealed class LinearModel : Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly double[][] rows;

    /// <param name="rows">The weights of each class.</param>
    public LinearModel(params double[][] rows)
        : base("linear")
    {
        using var scope = NewDisposeScope();
        this.rows = rows;
        weight = new Parameter(tensor([.. rows.SelectMany(row => row)], [rows.Length, rows[0].Length]));
        register_parameter("weight", weight);
    }

    public Parameter Weight => weight;

    /// <summary>Random weights, the same for a seed.</summary>
    public static LinearModel Drawn(int classes, int pixels, ulong seed)
    {
        var random = new SeededRandom(seed);
        return new LinearModel([.. Enumerable.Range(0, classes).Select(
            _ => Enumerable.Range(0, pixels).Select(_ => random.NextNormal()).ToArray())]);
    }

    public override Tensor forward(Tensor input) => functional.linear(input.flatten(1), weight);

    /// <summary>Images around grey, the classes the model gives them, and how far the nearest other class is if pixels had no range.</summary>
    public (Tensor Images, Tensor Labels, double[] Distances) Problem(int count, long[] sizes, bool euclidean, ulong seed)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(seed);
        var images = rand([count, .. sizes], ScalarType.Float64, generator: generator).mul(0.2).add(0.4);
        var logits = call(images);
        var labels = logits.argmax(1);
        var (values, classes) = (logits.data<double>().ToArray(), labels.data<long>().ToArray());
        var distances = Enumerable.Range(0, count).Select(image => Enumerable.Range(0, rows.Length)
            .Where(other => other != classes[image])
            .Min(other => Distance(values.AsSpan(image * rows.Length, rows.Length), (int)classes[image], other, euclidean))).ToArray();
        return (images.MoveToOuterDisposeScope(), labels.MoveToOuterDisposeScope(), distances);
    }

    private double Distance(ReadOnlySpan<double> logits, int own, int other, bool euclidean)
    {
        var normal = rows[own].Zip(rows[other], (left, right) => left - right).ToArray();
        var dual = euclidean ? Math.Sqrt(normal.Sum(value => value * value)) : normal.Sum(Math.Abs);
        return (logits[own] - logits[other]) / dual;
    }
}
