using Espalier.Objectives;
using Espalier.Supernets;

namespace Espalier.Strategies.Gradient;

/// <summary>When a supernet remembers itself, and what its past selves add to the loss of its weights (SD-DARTS).</summary>
internal sealed class SelfDistillation : IDisposable
{
    private const string Place = "place";
    private readonly WeightOptions options;
    private readonly PastSelves selves;
    private long steps;
    private long epoch;

    /// <summary>Nothing is remembered yet.</summary>
    internal SelfDistillation(Supernet supernet, WeightOptions options)
    {
        this.options = options;
        selves = new PastSelves(
            supernet,
            [
                .. supernet.state_dict(),
                .. supernet.ArchitectureParameters.Select((logits, i) => KeyValuePair.Create($"architecture.{i}", (Tensor)logits)),
            ],
            options.Teachers,
            options.TeacherVote,
            options.TeacherSmoothing);
    }

    /// <summary>The term's weight as it is now.</summary>
    internal double Weight =>
        options.TeacherWeight * Math.Clamp((selves.Taken - options.Teachers + 1) / (double)options.TeacherRamp, 0, 1);

    /// <summary>Remembers what the epoch before led to, once, however often the epoch begins; before the first there is no past.</summary>
    internal void BeginEpoch(int begun)
    {
        if (options.TeacherEvery is null && begun > epoch)
        {
            selves.Remember();
        }

        epoch = Math.Max(epoch, begun);
    }

    /// <summary>Counts a batch that the weights have stepped on.</summary>
    internal void EndBatch()
    {
        steps++;
        if (options.TeacherEvery is { } batches && steps % batches == 0)
        {
            selves.Remember();
        }
    }

    /// <summary>What the student is to come near to on images, before its own pass; null as long as the ring is not full.</summary>
    internal Tensor? Targets(Module<Tensor, Tensor> forward, Tensor images) => selves.Teach(forward, images, options.TeacherTemperature);

    /// <summary>The loss with the term.</summary>
    internal Tensor Add(Tensor loss, Tensor logits, Tensor targets) =>
        loss.add(Distillation.Loss(logits, targets, options.TeacherTemperature), Weight);

    /// <summary>Its tensors by name.</summary>
    internal IEnumerable<KeyValuePair<string, Tensor>> Capture() =>
        selves.Capture().Prepend(KeyValuePair.Create(Place, tensor([steps, epoch])));

    /// <summary>Puts back what was captured.</summary>
    internal void Restore(Dictionary<string, Tensor> captured)
    {
        var place = captured[Place].data<long>();
        (steps, epoch) = (place[0], place[1]);
        selves.Restore(captured.Where(pair => pair.Key != Place).ToDictionary(pair => pair.Key, pair => pair.Value));
    }

    /// <inheritdoc/>
    public void Dispose() => selves.Dispose();
}
