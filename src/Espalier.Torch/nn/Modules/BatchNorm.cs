using static Espalier.Torch.torch;

namespace Espalier.Torch.Modules;

/// <summary>Batch normalisation (Ioffe and Szegedy 2015) of each channel, the second dimension.</summary>
public abstract class BatchNorm : nn.Module<Tensor, Tensor>
{
    private protected BatchNorm(string name, long features, double eps, double momentum, bool affine, bool trackRunningStats)
        : base(name)
    {
        (num_features, this.eps, this.momentum) = (features, eps, momentum);
        using var scope = NewDisposeScope();
        if (affine)
        {
            weight = new Parameter(ones([features]));
            bias = new Parameter(zeros([features]));
            register_parameter(nameof(weight), weight);
            register_parameter(nameof(bias), bias);
        }

        if (trackRunningStats)
        {
            running_mean = zeros([features]);
            running_var = ones([features]);
            num_batches_tracked = zeros([], ScalarType.Int64);
            register_buffer(nameof(running_mean), running_mean);
            register_buffer(nameof(running_var), running_var);
            register_buffer(nameof(num_batches_tracked), num_batches_tracked);
        }
    }

    /// <summary>The number of channels.</summary>
    public long num_features { get; }

    /// <summary>What is added to the variance.</summary>
    public double eps { get; }

    /// <summary>The weight of the newest batch in the running statistics.</summary>
    public double momentum { get; set; }

    /// <summary>The scale of each channel, or null.</summary>
    public Parameter? weight { get; }

    /// <summary>The shift of each channel, or null.</summary>
    public Parameter? bias { get; }

    /// <summary>The running mean of each channel, or null where none is tracked.</summary>
    public Tensor? running_mean { get; }

    /// <summary>The running variance of each channel, or null where none is tracked.</summary>
    public Tensor? running_var { get; }

    /// <summary>How many batches the running statistics have seen, or null where none are tracked.</summary>
    public Tensor? num_batches_tracked { get; }

    /// <summary>
    /// Whether a pass in training changes the running statistics. Not in TorchSharp: a momentum of 0 does nearly the same there,
    /// but lets a NaN through.
    /// </summary>
    public bool update_running_stats { get; set; } = true;

    /// <summary>Normalises by the batch's statistics in training (or when none are tracked), else by the running ones.</summary>
    public override Tensor forward(Tensor input)
    {
        var updates = training && update_running_stats && num_batches_tracked is not null;
        if (updates)
        {
            using var unrecorded = no_grad();
            num_batches_tracked!.add_(1);
        }

        var reads = !training && running_mean is not null;
        var (mean, variance) = updates || reads ? (running_mean, running_var) : (null, null);
        return nn.functional.batch_norm(input, mean, variance, weight, bias, !reads, momentum, eps);
    }
}
