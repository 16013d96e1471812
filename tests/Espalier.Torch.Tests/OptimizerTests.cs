using System.Text.Json;
using Espalier.Torch.Modules;
using Espalier.Torch.Tests.Reference;
using static Espalier.Torch.torch;

namespace Espalier.Torch.Tests;

/// <summary>Optimisers, schedule and clipping against PyTorch's own steps (Reference/make_operators.py).</summary>
public class OptimizerTests
{
    private static readonly JsonElement Root = ReferenceFile.Root("optimizers.json");

    private static readonly Dictionary<string, Walk> Walks =
        ReferenceFile.Read<Walk[]>(Root.GetProperty("optimizers")).ToDictionary(one => one.Name);

    public static TheoryData<string> Names => [.. Walks.Keys];

    public static TheoryData<int> Clippings => [.. Enumerable.Range(0, Root.GetProperty("clip_grad_norm").GetArrayLength())];

    [Theory]
    [MemberData(nameof(Names))]
    public void Twelve_steps_are_those_of_PyTorch(string name)
    {
        using var scope = NewDisposeScope();
        var walk = Walks[name];
        using var w = Start("w");
        using var v = Start("v");
        using var optimizer = Make(walk, w, v);
        var schedule = Schedule(walk, optimizer);

        foreach (var step in walk.Steps)
        {
            Assert.Equal(step.LearningRate, optimizer.LearningRate, 12);
            Close.To([step.Loss], Step(optimizer, w, v), "loss");
            Close.To(step.GradW, w.grad!, "gradient of w");
            Close.To(step.GradV, v.grad!, "gradient of v");
            Close.To(step.W, w, "w");
            Close.To(step.V, v, "v");
            schedule?.step();
        }

        Assert.Equal(walk.FinalLearningRate, optimizer.LearningRate, 12);
    }

    [Theory]
    [InlineData("0.momentum_buffer", 3)]
    [InlineData("2.momentum_buffer", 2)]
    [InlineData("-1.momentum_buffer", 2)]
    [InlineData("momentum_buffer", 2)]
    [InlineData("0.step", 2)]
    public void A_state_of_another_network_is_refused_before_a_step_could_leave_its_memory(string key, int length)
    {
        using var scope = NewDisposeScope();
        using var w = new Parameter(zeros([2]));
        using var optimizer = optim.SGD([w], 0.1, 0.9);

        var state = new Dictionary<string, Tensor> { [key] = ones([length]) };
        var fault = Assert.Throws<ArgumentException>(() => optimizer.load_state_dict(state, 1, 0.1));

        Assert.Contains(key, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Going_on_from_a_stored_state_is_bit_equal(string name)
    {
        using var scope = NewDisposeScope();
        var walk = Walks[name];
        using var w = Start("w");
        using var v = Start("v");
        using var straight = Make(walk, w, v);
        Repeat(5, straight, w, v);
        using var w2 = new Parameter(w.clone());
        using var v2 = new Parameter(v.clone());
        using var resumed = Make(walk, w2, v2);
        resumed.load_state_dict(straight.state_dict(), straight.Steps, straight.LearningRate);

        Repeat(7, straight, w, v);
        Repeat(7, resumed, w2, v2);

        Assert.True(equal(w, w2));
        Assert.True(equal(v, v2));
    }

    /// <summary>What is not float32 without gaps takes libtorch's operators.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void One_pass_over_all_does_what_operators_do(bool nesterov)
    {
        using var scope = NewDisposeScope();
        var start = arange(0, 15).to(ScalarType.Float32).view([3, 5]) / 7;
        using var single = new Parameter(start.clone());
        using var wide = new Parameter(start.to(ScalarType.Float64));
        using var plain = optim.SGD([single], 0.1, 0.9, weight_decay: 3e-2, nesterov: nesterov);
        using var general = optim.SGD([wide], 0.1, 0.9, weight_decay: 3e-2, nesterov: nesterov);
        for (var step = 1; step < 6; step++)
        {
            single.grad = start.sigmoid() * step;
            wide.grad = single.grad!.to(ScalarType.Float64);

            Assert.Equal(nn.utils.clip_grad_norm_([wide], 5), nn.utils.clip_grad_norm_([single], 5), 1e-5);
            plain.step();
            general.step();

            Assert.True((single.to(ScalarType.Float64) - wide).abs().max().ToDouble() < 1e-6);
        }
    }

    [Fact]
    public void A_step_between_two_passes_over_a_graph_is_noticed()
    {
        using var scope = NewDisposeScope();
        using var weight = new Parameter(ones([4]));
        using var optimizer = optim.SGD([weight], 0.1, 0.9);
        var loss = (weight * weight).sum();
        weight.grad = ones([4]);

        optimizer.step();

        var fault = Assert.Throws<TorchException>(() => loss.backward());
        Assert.Contains("modified by an inplace operation", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_parameter_without_gradient_stays_as_it_is()
    {
        using var scope = NewDisposeScope();
        using var used = Start("w");
        using var unused = Start("v");
        using var optimizer = optim.SGD([used, unused], 0.1, momentum: 0.9, weight_decay: 0.1);
        var before = unused.clone();

        used.sum().backward();
        optimizer.step();
        optimizer.step();

        Assert.True(equal(before, unused));
        Assert.Null(unused.grad);
    }

    [Theory]
    [MemberData(nameof(Clippings))]
    public void Clipped_gradients_are_those_of_PyTorch(int index)
    {
        using var scope = NewDisposeScope();
        var clipping = ReferenceFile.Read<Clipping>(Root.GetProperty("clip_grad_norm")[index]);
        var parameters = clipping.Before.Select(gradient => new Parameter(zeros(gradient.Shape))).ToArray();
        for (var i = 0; i < parameters.Length; i++)
        {
            parameters[i].grad = clipping.Before[i].ToTensor();
        }

        var normType = clipping.NormType.ValueKind == JsonValueKind.String ? double.PositiveInfinity : clipping.NormType.GetDouble();
        var total = nn.utils.clip_grad_norm_(parameters, clipping.MaxNorm, normType);

        Assert.Equal(clipping.Total, total, 1e-5 * clipping.Total);
        for (var i = 0; i < parameters.Length; i++)
        {
            Close.To(clipping.After[i], parameters[i].grad!, $"gradient {i}");
            parameters[i].Dispose();
        }
    }

    private static Parameter Start(string name) => new(ReferenceFile.Read<StoredTensor>(Root.GetProperty(name)).ToTensor());

    private static Tensor Step(optim.Optimizer optimizer, Parameter w, Parameter v)
    {
        optimizer.zero_grad();
        var loss = Loss(w, v);
        loss.backward();
        optimizer.step();
        return loss;
    }

    private static void Repeat(int steps, optim.Optimizer optimizer, Parameter w, Parameter v)
    {
        for (var i = 0; i < steps; i++)
        {
            using var scope = NewDisposeScope();
            Step(optimizer, w, v);
        }
    }

    /// <summary>The formula is in the file: <c>sum(curvature * (w - centre)^2) / 2 + sum(tanh(3 * v)) + sum(mean(w, 0) * v)</c>.</summary>
    private static Tensor Loss(Tensor w, Tensor v)
    {
        var curvature = ReferenceFile.Read<StoredTensor>(Root.GetProperty("curvature")).ToTensor();
        var centre = ReferenceFile.Read<StoredTensor>(Root.GetProperty("centre")).ToTensor();
        return ((curvature * (w - centre).pow(2)).sum() / 2) + (3 * v).tanh().sum() + (w.mean([0]) * v).sum();
    }

    private static optim.Optimizer Make(Walk walk, params Parameter[] parameters)
    {
        var a = new Arguments(walk.Args);
        return walk.Kind == "SGD"
            ? optim.SGD(
                parameters,
                a.Number("lr")!.Value,
                a.Number("momentum") ?? 0,
                a.Number("dampening") ?? 0,
                a.Number("weight_decay") ?? 0,
                a.Flag("nesterov"))
            : optim.Adam(
                parameters,
                a.Number("lr") ?? 1e-3,
                a.Number("beta1")!.Value,
                a.Number("beta2")!.Value,
                weight_decay: a.Number("weight_decay") ?? 0);
    }

    private static CosineAnnealingLR? Schedule(Walk walk, optim.Optimizer optimizer) => walk.Cosine is { } cosine
        ? optim.lr_scheduler.CosineAnnealingLR(
            optimizer, cosine.GetProperty("T_max").GetDouble(), cosine.GetProperty("eta_min").GetDouble())
        : null;

    private sealed record Walk(string Name, string Kind, JsonElement Args, JsonElement? Cosine, double FinalLearningRate, WalkStep[] Steps);

    private sealed record WalkStep(double LearningRate, double Loss, double[] GradW, double[] GradV, double[] W, double[] V);

    private sealed record Clipping(
        double MaxNorm, JsonElement NormType, double Total, StoredTensor[] Before, double[][] After);
}
