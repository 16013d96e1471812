using Espalier.Attacks;
using Espalier.Data;

namespace Espalier.Training;

/// <summary>How the weights of a network are trained. The defaults are those of DARTS' final training on CIFAR-10.</summary>
/// <remarks>Liu et al., arXiv 1806.09055, appendix A.2, and the authors' repository, cnn/train.py.</remarks>
public sealed record TrainingRecipe
{
    /// <summary>Passes over the training images, replays of a batch counted (<see cref="Rounds"/>). 1 to 100,000, default 600.</summary>
    public int Epochs
    {
        get;
        init => field = InRange(value, 1, 100_000, nameof(Epochs));
    }

    = 600;

    /// <summary>Images per step. 1 to 65,536, default 96.</summary>
    public int BatchSize
    {
        get;
        init => field = InRange(value, 1, 65_536, nameof(BatchSize));
    }

    = 96;

    /// <summary>The learning rate of the first epoch; it falls to 0 along half a cosine, epoch by epoch. 0 to 100, default 0.025.</summary>
    public double LearningRate
    {
        get;
        init => field = InRange(value, 0, 100, nameof(LearningRate));
    }

    = 0.025;

    /// <summary>Momentum of stochastic gradient descent. 0 to 0.9999, default 0.9.</summary>
    public double Momentum
    {
        get;
        init => field = InRange(value, 0, 0.9999, nameof(Momentum));
    }

    = 0.9;

    /// <summary>Whether the momentum is Nesterov's; without momentum it means nothing. Default no.</summary>
    public bool Nesterov { get; init; }

    /// <summary>Weight decay, added to the gradient of every parameter. 0 to 1, default 3e-4.</summary>
    public double WeightDecay
    {
        get;
        init => field = InRange(value, 0, 1, nameof(WeightDecay));
    }

    = 3e-4;

    /// <summary>The largest Euclidean norm of the whole gradient; a longer one is shortened to it. 0 (off) to 1e6, default 5.</summary>
    public double GradientClip
    {
        get;
        init => field = InRange(value, 0, 1e6, nameof(GradientClip));
    }

    = 5;

    /// <summary>The weight of the auxiliary head's loss, for networks that have one. 0 to 10, default 0.4.</summary>
    public double AuxiliaryWeight
    {
        get;
        init => field = InRange(value, 0, 10, nameof(AuxiliaryWeight));
    }

    = 0.4;

    /// <summary>The chance to drop a path that the epochs rise to, linearly: value * epoch / epochs. 0 to 0.95, default 0.2.</summary>
    public double DropPath
    {
        get;
        init => field = InRange(value, 0, 0.95, nameof(DropPath));
    }

    = 0.2;

    /// <summary>The side of the square that is blanked. 0 (off) to 256 pixels, default 16.</summary>
    public int Cutout
    {
        get;
        init => field = InRange(value, 0, 256, nameof(Cutout));
    }

    = 16;

    /// <summary>Black pixels added around before a window is cut out at random. 0 (off) to 64, default 4.</summary>
    public int CropPadding
    {
        get;
        init => field = InRange(value, 0, 64, nameof(CropPadding));
    }

    = 4;

    /// <summary>Whether half of the images are mirrored. Default yes.</summary>
    public bool Flip { get; init; } = true;

    /// <summary>The share of the target that is spread over all classes. 0 to 0.99, default 0.</summary>
    public double LabelSmoothing
    {
        get;
        init => field = InRange(value, 0, 0.99, nameof(LabelSmoothing));
    }

    /// <summary>
    /// What the loss is taken on: a name of <see cref="PerturbationCatalog"/> (<c>fgsm-rs</c>, <c>fast</c>, <c>pgd-7</c>, <c>free-5</c>,
    /// <c>trades-10</c>), or <c>none</c>, the default, for the images themselves.
    /// </summary>
    /// <exception cref="InvalidInputException">There is no perturbation of that name.</exception>
    public string Adversarial
    {
        get;
        init
        {
            PerturbationCatalog.Create(value);
            field = value;
        }
    }

    = "none";

    /// <summary>
    /// The radius of <see cref="Adversarial"/>. Pixel units, 0 to 1, default 2/255 (arXiv 2011.09820, the authors' code).
    /// </summary>
    public double Epsilon
    {
        get;
        init => field = InRange(value, 0, 1, nameof(Epsilon));
    }

    = AttackSettings.DefaultEpsilon;

    /// <summary>
    /// How long a step of <see cref="Adversarial"/> is, in units of <see cref="Epsilon"/>. Above 0 to 2; null, the default, leaves it to the
    /// perturbation.
    /// </summary>
    public double? AdversarialStep
    {
        get;
        init => field = value is null ? null : InRange(value.Value, double.Epsilon, 2, nameof(AdversarialStep));
    }

    /// <summary>
    /// The weight of KL(clean || adversarial) beside the loss on clean images, where <see cref="Adversarial"/> compares with these (TRADES);
    /// else it means nothing. 0 to 1,000, default 6 (arXiv 1901.08573, its CIFAR-10 training).
    /// </summary>
    public double TradesBeta
    {
        get;
        init => field = InRange(value, 0, 1_000, nameof(TradesBeta));
    }

    = 6;

    /// <summary>Which epoch's weights are given back. The best costs a tenth of the training images, 1,000 at most. Default the last.</summary>
    public KeptEpoch Keep { get; init; }

    /// <summary>
    /// How many training images are attacked after each epoch to see <see cref="CatastrophicOverfitting"/>, where steps are single and no image
    /// is held out. 0 (off) to 65,536, default 256.
    /// </summary>
    public int WatchedImages
    {
        get;
        init => field = InRange(value, 0, 65_536, nameof(WatchedImages));
    }

    = 256;

    /// <summary>How often the images are walked through: the epochs, divided by the replays that a batch has, rounded up.</summary>
    public int Rounds => (int)Math.Ceiling((double)Epochs / CreatePerturbation().ReplaysPerBatch);

    /// <summary>Whether the images are moved by one step alone.</summary>
    internal bool TakesSingleSteps => CreatePerturbation().Settings is { Steps: 1, Epsilon: > 0 };

    /// <summary>What is done to each training image.</summary>
    internal Augmentation Augmentation => new() { CropPadding = CropPadding, HorizontalFlip = Flip, Cutout = Cutout };

    /// <summary>The perturbation that <see cref="Adversarial"/> and <see cref="Epsilon"/> mean.</summary>
    public TrainingPerturbation CreatePerturbation() => PerturbationCatalog.Create(
        Adversarial, new AttackSettings { Epsilon = Epsilon, StepSize = Epsilon > 0 ? AdversarialStep * Epsilon : null });

    /// <summary>The learning rate of an epoch: half a cosine that would reach 0 after the last one.</summary>
    /// <remarks>Loshchilov and Hutter, arXiv 1608.03983, equation 5, without restarts.</remarks>
    /// <param name="epoch">From 0.</param>
    public double LearningRateAt(int epoch) => LearningRate * (1 + Math.Cos(Math.PI * epoch / Rounds)) / 2;

    /// <summary>The chance to drop a path in an epoch.</summary>
    /// <param name="epoch">From 0.</param>
    public double DropPathAt(int epoch) => DropPath * epoch / Rounds;

    // Written so that what is not a number fails, too.
    private static T InRange<T>(T value, T least, T most, string name)
        where T : IComparable<T> => value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{least} to {most} is needed");
}
