using System.Text.Json;
using static Espalier.Torch.torch;
using static Espalier.Torch.torch.nn;

namespace Espalier.Torch.Tests.Reference;

/// <summary>The arguments of a stored case by name; null where the case leaves the default.</summary>
internal sealed class Arguments(JsonElement json)
{
    public double? Number(string name) => json.TryGetProperty(name, out var found) ? found.GetDouble() : null;

    public long? Integer(string name) => json.TryGetProperty(name, out var found) ? found.GetInt64() : null;

    public bool Flag(string name) => json.TryGetProperty(name, out var found) && found.GetBoolean();

    public long[]? List(string name) => json.TryGetProperty(name, out var found) ? ReferenceFile.Read<long[]>(found) : null;

    public string Text(string name) => json.GetProperty(name).GetString()!;

    /// <summary>The one value of a list whose values are all the same: kernels and strides here are square.</summary>
    public long Square(string name) => List(name)!.Distinct().Single();

    public Reduction Reduction() => Enum.Parse<Reduction>(Text("reduction"), ignoreCase: true);
}

/// <summary>How the binding spells each operator of the stored cases.</summary>
internal static class Operators
{
    private static readonly Dictionary<string, Func<Tensor[], Arguments, Tensor[]>> Table = new(StringComparer.Ordinal);

    static Operators()
    {
        Arithmetic();
        Functions();
        Comparisons();
        Reductions();
        Shapes();
        Indexing();
        Layers();
        Losses();
    }

    public static Tensor[] Call(string op, Tensor[] inputs, Arguments arguments) => Table.TryGetValue(op, out var call)
        ? call(inputs, arguments)
        : throw new InvalidOperationException($"no lambda for '{op}' in {nameof(Operators)}");

    private static void Add(string op, Func<Tensor[], Arguments, Tensor> call) => Table.Add(op, (x, a) => [call(x, a)]);

    private static void Unary(string op, Func<Tensor, Tensor> call) => Add(op, (x, _) => call(x[0]));

    private static void Binary(string op, Func<Tensor, Tensor, Tensor> call) => Add(op, (x, _) => call(x[0], x[1]));

    private static void WithNumber(string op, Func<Tensor, Scalar, Tensor> call) => Add(op, (x, a) => call(x[0], a.Number("other")!.Value));

    private static void Arithmetic()
    {
        Add("add", (x, a) => a.Number("alpha") is { } alpha ? x[0].add(x[1], alpha) : x[0] + x[1]);
        Binary("sub", (x, y) => x - y);
        Binary("mul", (x, y) => x * y);
        Binary("div", (x, y) => x / y);
        WithNumber("add_scalar", (x, y) => x + y);
        WithNumber("sub_scalar", (x, y) => x - y);
        WithNumber("mul_scalar", (x, y) => x * y);
        WithNumber("div_scalar", (x, y) => x / y);
        WithNumber("rsub_scalar", (x, y) => y - x);
        WithNumber("rdiv_scalar", (x, y) => y / x);
        Binary("matmul", (x, y) => x.matmul(y));
        Binary("mm", (x, y) => x.mm(y));
        Binary("dot", (x, y) => x.dot(y));
    }

    private static void Functions()
    {
        Unary("neg", x => -x);
        Unary("abs", x => x.abs());
        Unary("exp", x => x.exp());
        Unary("log", x => x.log());
        Unary("sqrt", x => x.sqrt());
        Unary("sign", x => x.sign());
        Unary("relu", x => x.relu());
        Unary("sigmoid", x => x.sigmoid());
        Unary("tanh", x => x.tanh());
        Add("pow_scalar", (x, a) => x[0].pow(a.Number("exponent")!.Value));
        Add("clamp", (x, a) => x[0].clamp(AsScalar(a.Number("min")), AsScalar(a.Number("max"))));
        Binary("maximum", (x, y) => x.maximum(y));
        Binary("minimum", (x, y) => x.minimum(y));
        Add("where", (x, _) => where(x[0], x[1], x[2]));
        Add("masked_fill", (x, a) => x[0].masked_fill(x[1], a.Number("value")!.Value));
    }

    private static Scalar? AsScalar(double? number) => number is { } value ? value : null;

    private static void Comparisons()
    {
        Binary("eq", (x, y) => x.eq(y));
        Binary("ne", (x, y) => x.ne(y));
        Binary("gt", (x, y) => x.gt(y));
        Binary("ge", (x, y) => x.ge(y));
        Binary("lt", (x, y) => x.lt(y));
        Binary("le", (x, y) => x.le(y));
        WithNumber("eq_scalar", (x, y) => x.eq(y));
        WithNumber("ne_scalar", (x, y) => x.ne(y));
        WithNumber("gt_scalar", (x, y) => x.gt(y));
        WithNumber("ge_scalar", (x, y) => x.ge(y));
        WithNumber("lt_scalar", (x, y) => x.lt(y));
        WithNumber("le_scalar", (x, y) => x.le(y));
    }

    private static void Reductions()
    {
        Add("sum", (x, a) => a.List("dim") is { } dims ? x[0].sum(dims, a.Flag("keepdim")) : x[0].sum());
        Add("mean", (x, a) => a.List("dim") is { } dims ? x[0].mean(dims, a.Flag("keepdim")) : x[0].mean());
        Unary("max", x => x.max());
        Unary("min", x => x.min());
        Table.Add("max_dim", (x, a) =>
        {
            var (values, indexes) = x[0].max(a.Integer("dim")!.Value, a.Flag("keepdim"));
            return [values, indexes];
        });
        Add("argmax", (x, a) => a.Integer("dim") is { } dim ? x[0].argmax(dim, a.Flag("keepdim")) : x[0].argmax());
        Add("norm", (x, a) => a.Number("p") is { } p ? x[0].norm(p) : x[0].norm());
        Add("logsumexp", (x, a) => x[0].logsumexp(a.Integer("dim")!.Value, a.Flag("keepdim")));
    }

    private static void Shapes()
    {
        Add("view", (x, a) => x[0].view(a.List("shape")!));
        Add("reshape", (x, a) => x[0].reshape(a.List("shape")!));
        Add("flatten", (x, a) => x[0].flatten(a.Integer("start_dim") ?? 0, a.Integer("end_dim") ?? -1));
        Add("permute", (x, a) => x[0].permute(a.List("dims")!));
        Add("transpose", (x, a) => x[0].transpose(a.Integer("dim0")!.Value, a.Integer("dim1")!.Value));
        Add("unsqueeze", (x, a) => x[0].unsqueeze(a.Integer("dim")!.Value));
        Add("squeeze", (x, a) => x[0].squeeze(a.Integer("dim")));
        Add("expand", (x, a) => x[0].expand(a.List("shape")!));
        Add("cat", (x, a) => cat(x, a.Integer("dim")!.Value));
        Add("stack", (x, a) => stack(x, a.Integer("dim")!.Value));
        Add("flip", (x, a) => x[0].flip(a.List("dims")!));
        Add("pad", (x, a) => functional.pad(x[0], a.List("pad")!, a.Number("value")!.Value));
        Unary("clone", x => x.clone());
        Unary("contiguous", x => x.contiguous());
        Add("to", (x, a) => x[0].to(new StoredTensor(a.Text("dtype"), [], []).Type));
    }

    private static void Indexing()
    {
        Add("narrow", (x, a) => x[0].narrow(a.Integer("dim")!.Value, a.Integer("start")!.Value, a.Integer("length")!.Value));
        Add("slice", (x, a) =>
            x[0].slice(a.Integer("dim")!.Value, a.Integer("start")!.Value, a.Integer("finish")!.Value, a.Integer("step")!.Value));
        Add("select", (x, a) => x[0].select(a.Integer("dim")!.Value, a.Integer("index")!.Value));
        Add("index_select", (x, a) => x[0].index_select(a.Integer("dim")!.Value, x[1]));
        Add("gather", (x, a) => x[0].gather(a.Integer("dim")!.Value, x[1]));
        Table.Add("chunk", (x, a) => x[0].chunk(a.Integer("chunks")!.Value, a.Integer("dim")!.Value));
        Add("one_hot", (x, a) => functional.one_hot(x[0], a.Integer("num_classes") ?? -1));
    }

    private static void Layers()
    {
        Add("linear", (x, _) => functional.linear(x[0], x[1], x.ElementAtOrDefault(2)));
        Add("conv2d", (x, a) => functional.conv2d(
            x[0], x[1], x.ElementAtOrDefault(2), a.List("stride"), a.List("padding"), a.List("dilation"), a.Integer("groups")!.Value));
        Table.Add("batch_norm", (x, a) =>
        {
            var (weight, bias) = a.Flag("affine") ? (x[1], x[2]) : (null, null);
            var (mean, variance) = (x[^2].clone(), x[^1].clone());
            var result = functional.batch_norm(
                x[0], mean, variance, weight, bias, a.Flag("training"), a.Number("momentum")!.Value, a.Number("eps")!.Value);
            return [result, mean, variance];
        });
        Add("max_pool2d", (x, a) => functional.max_pool2d(x[0], a.Square("kernel_size"), a.Square("stride"), a.Square("padding")));
        Add("avg_pool2d", (x, a) => functional.avg_pool2d(
            x[0], a.Square("kernel_size"), a.Square("stride"), a.Square("padding"), count_include_pad: a.Flag("count_include_pad")));
        Add("adaptive_avg_pool2d", (x, a) => functional.adaptive_avg_pool2d(x[0], a.Square("output_size")));
        Add("dropout", (x, a) => functional.dropout(x[0], a.Number("p")!.Value, a.Flag("training")));
        Add("softmax", (x, a) => functional.softmax(x[0], a.Integer("dim")!.Value));
        Add("log_softmax", (x, a) => functional.log_softmax(x[0], a.Integer("dim")!.Value));
    }

    private static void Losses()
    {
        Add("cross_entropy", (x, a) => functional.cross_entropy(
            x[0], x[1], reduction: a.Reduction(), label_smoothing: a.Number("label_smoothing")!.Value));
        Add("nll_loss", (x, a) => functional.nll_loss(x[0], x[1], reduction: a.Reduction()));
        Add("kl_div", (x, a) => functional.kl_div(x[0], x[1], a.Flag("log_target"), a.Reduction()));
    }
}
