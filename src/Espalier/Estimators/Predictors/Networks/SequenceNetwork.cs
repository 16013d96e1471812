namespace Espalier.Estimators.Predictors.Networks;

/// <summary>Encoder, accuracy and decoder of <see cref="SequencePredictor"/>.</summary>
internal sealed class SequenceNetwork : Module<Tensor, Tensor>
{
    private const double Epsilon = 1e-8;
    private readonly int symbols;
    private readonly Linear embedding;
    private readonly LSTM encoder;
    private readonly Linear first;
    private readonly Linear second;
    private readonly Linear accuracy;
    private readonly LSTM decoder;
    private readonly Linear attended;
    private readonly Linear writing;
    private readonly SeededDropout dropout;

    internal SequenceNetwork(int symbols, SequencePredictorOptions options, Generator generator)
        : base(nameof(SequenceNetwork))
    {
        var (width, hidden) = (options.Width, options.Hidden);
        this.symbols = symbols;

        // A symbol more: what stands before the first.
        embedding = Layers.Drawn(symbols + 1, width, generator);
        encoder = LSTM(width, width);
        encoder.reset_parameters(generator);
        first = Layers.Drawn(width, hidden, generator);
        second = Layers.Drawn(hidden, hidden, generator);
        accuracy = Layers.Drawn(hidden, 1, generator);
        decoder = LSTM(width, width);
        decoder.reset_parameters(generator);
        attended = Layers.Drawn(2 * width, width, generator);
        writing = Layers.Drawn(width, symbols, generator);
        dropout = new(options.Dropout, generator);
        RegisterComponents();
    }

    /// <summary>The accuracies [N] of sequences [N, L], a symbol's number each.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return Told(Encode(input).Mean).MoveToOuterDisposeScope();
    }

    /// <summary>The accuracies [N], and what the decoder would write at each place [N, L, symbols] if all before it were right.</summary>
    internal (Tensor Told, Tensor Written) Read(Tensor input)
    {
        using var scope = NewDisposeScope();
        var (outputs, mean) = Encode(input);
        var before = cat([full([input.size(0), 1], symbols), input.narrow(1, 0, input.size(1) - 1)], 1);
        var start = mean.unsqueeze(0);
        var queries = decoder.call(dropout.call(Embed(before)), (start, start)).output;
        var looks = queries.matmul(outputs.transpose(1, 2)).softmax(-1).matmul(outputs);
        var written = writing.call(attended.call(cat([queries, looks], 2)).tanh());
        return (Told(mean).MoveToOuterDisposeScope(), written.MoveToOuterDisposeScope());
    }

    /// <summary>What the encoder gives at each place, each of length 1, and their mean, of length 1 again.</summary>
    private (Tensor Outputs, Tensor Mean) Encode(Tensor input)
    {
        using var scope = NewDisposeScope();
        var outputs = OfLengthOne(dropout.call(encoder.call(dropout.call(Embed(input))).output));
        return (outputs.MoveToOuterDisposeScope(), OfLengthOne(outputs.mean([1])).MoveToOuterDisposeScope());
    }

    private Tensor Told(Tensor mean) =>
        accuracy.call(second.call(first.call(mean).relu()).relu()).sigmoid().squeeze(-1);

    private Tensor Embed(Tensor input) =>
        embedding.call(functional.one_hot(input.to(ScalarType.Int64), symbols + 1).to(ScalarType.Float32));

    private static Tensor OfLengthOne(Tensor states) => states / (states.square().sum([-1], keepdim: true) + Epsilon).sqrt();
}
