namespace Espalier.Tests.Attacks;

/// <summary>
/// The network of benchmarks/peers/attacks.py, whose weights are sines: 12 pixels, 16 hidden tangents, 5 classes, in double precision.
/// </summary>
internal sealed class SineNetwork : Module<Tensor, Tensor>
{
    private const int Pixels = 12;
    private const int Hidden = 16;
    private const int Classes = 5;
    private const int Count = 6;
    private readonly Parameter first;
    private readonly Parameter shift;
    private readonly Parameter second;

    public SineNetwork()
        : base("sines")
    {
        using var scope = NewDisposeScope();
        first = new Parameter(Table(Hidden, Pixels, (h, i) => Math.Sin((1.7 * h) + (0.9 * i * (h + 1)))));
        shift = new Parameter(Table(1, Hidden, (_, h) => Math.Cos(h)).view(-1));
        second = new Parameter(Table(Classes, Hidden, (k, h) => Math.Sin((2.3 * k) + (1.1 * h * (k + 2)))));
        register_parameter("first", first);
        register_parameter("shift", shift);
        register_parameter("second", second);
    }

    public override Tensor forward(Tensor input) =>
        functional.linear(functional.linear(input.flatten(1), first, shift).tanh(), second);

    /// <summary>Six images and the classes that the network gives them.</summary>
    public (Tensor Images, Tensor Labels) Batch()
    {
        using var scope = NewDisposeScope();
        var images = Table(Count, Pixels, (n, i) => 0.5 + (0.5 * Math.Sin((3.1 * n) + (1.3 * i * i)))).view(Count, 1, 3, 4);
        return (images.MoveToOuterDisposeScope(), call(images).argmax(1).MoveToOuterDisposeScope());
    }

    /// <summary>Where the reference begins: displacements of no length yet.</summary>
    public static Tensor Displacements() => Table(Count, Pixels, (n, i) => Math.Sin((2.1 * n) + (0.7 * i)), [Count, 1, 3, 4]);

    private static Tensor Table(int rows, int columns, Func<int, int, double> value, long[]? sizes = null) =>
        tensor([.. from row in Enumerable.Range(0, rows) from column in Enumerable.Range(0, columns) select value(row, column)], sizes ?? [rows, columns]);
}
