using Espalier.Spaces;
using Espalier.Supernets;

namespace Espalier.Tests.Strategies.Gradient;

/// <summary>
/// Two mixed layers of smooth functions in double precision, small enough that the exact hypergradient can be had by differentiating twice.
/// </summary>
internal sealed class SmoothSupernet : Supernet
{
    private const int Width = 5;
    private const int Classes = 3;
    private readonly Parameter[] weights;
    private readonly Parameter[] architecture;

    public SmoothSupernet(Generator generator)
        : base(nameof(SmoothSupernet))
    {
        using var scope = NewDisposeScope();
        weights = [Draw(4, Width), Draw(Width, Classes)];
        architecture = [Draw(1, 3), Draw(1, 3)];
        for (var i = 0; i < weights.Length; i++)
        {
            register_parameter($"w{i}", weights[i]);
        }

        Parameter Draw(long rows, long columns) => new(randn([rows, columns], ScalarType.Float64, generator: generator));
    }

    public override IReadOnlyList<Parameter> Architecture => architecture;

    public override IReadOnlyList<Tensor> OperationParameters => throw new NotSupportedException();

    public override IReadOnlyList<Tensor> Relax() => Array.ConvertAll(architecture, logits => logits.softmax(-1));

    public override Tensor forward(Tensor images, IReadOnlyList<Tensor> mixture) => Logits(images, mixture, weights);

    public static Tensor Logits(Tensor input, IReadOnlyList<Tensor> mixture, IReadOnlyList<Tensor> layers)
    {
        var state = input;
        for (var i = 0; i < layers.Count; i++)
        {
            var sum = state.matmul(layers[i]);
            var rows = mixture[i][0];
            state = (sum.tanh() * rows[0]) + (sum.sigmoid() * rows[1]) + (sum * rows[2]);
        }

        return state;
    }

    public override Genotype Derive(IReadOnlyList<double[,]> weights) => throw new NotSupportedException();

    public override Network Extract(Genotype genotype) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        Array.ForEach(architecture, logits => logits.Dispose());
    }
}
