using Espalier.Attacks;
using Espalier.Attacks.Alarms;
using Espalier.Data;
using Espalier.Spaces;

namespace Espalier.Evaluation;

/// <summary>
/// Attacks images one attack after the other, each on what stands, so that what is broken costs no further step; then looks whether the attacks can be
/// believed.
/// </summary>
/// <remarks>
/// <para>
/// What stands is put into batches of even size again before each attack, and batches are shared out over the threads. Draws of batch b of an attack derive
/// from the seed, the attack's name and b, so an evaluation that goes on from saved progress, or has another number of threads, ends with the same numbers.
/// </para>
/// <para>
/// Attacks pass a frozen copy of the network where there is one (<see cref="Network.Freeze"/>); what they find, the network itself judges.
/// </para>
/// <para>The network is in evaluation mode meanwhile and back in its own mode afterwards.</para>
/// </remarks>
public sealed class RobustEvaluator
{
    /// <summary>Images in a batch where nothing else is said: what an attack holds of them stays near the processor.</summary>
    public const int DefaultBatch = 64;

    private const int MostProbes = 128;
    private const int PassesBetweenReports = 16;
    private readonly Module<Tensor, Tensor> network;
    private readonly ImageSet images;
    private readonly IReadOnlyList<NamedAttack> attacks;
    private readonly RobustRequest request;
    private readonly TimeProvider clock;

    /// <summary>An evaluation; everything is borrowed.</summary>
    /// <param name="network">From images in pixel units [N, C, H, W] to logits [N, classes].</param>
    /// <param name="images">As many as asked for.</param>
    /// <param name="attacks">At least one, of one threat model.</param>
    /// <param name="request">What is asked for; its attacks are these.</param>
    /// <param name="clock">What times the attacks.</param>
    /// <exception cref="ArgumentException">The request is for other images or attacks.</exception>
    public RobustEvaluator(
        Module<Tensor, Tensor> network, ImageSet images, IReadOnlyList<NamedAttack> attacks, RobustRequest request, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(attacks);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(clock);
        if (images.Count != request.Images || attacks.Count == 0 || !attacks.Select(RequestedAttack.Of).SequenceEqual(request.Attacks))
        {
            throw new ArgumentException("the request is for other images or attacks", nameof(request));
        }

        (this.network, this.images, this.attacks, this.request, this.clock) = (network, images, attacks, request, clock);
    }

    /// <summary>Evaluates.</summary>
    /// <param name="begun">What was saved of the same request; null: from the beginning.</param>
    /// <param name="save">Is given what is done after each batch.</param>
    /// <param name="observer">Watches.</param>
    /// <param name="cancellation">Looked at before each pass of the network.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled.</exception>
    public RobustEvaluation Run(
        RobustProgress? begun, Action<RobustProgress>? save, IFlowObserver observer, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(observer);
        using var mode = new EvaluationMode(network);
        using var unrecorded = no_grad();
        using var frozen = (network as Network)?.Freeze();
        var start = clock.GetTimestamp();
        var before = begun?.Stages.Sum(stage => stage.Seconds) ?? 0;
        var progress = begun ?? new RobustProgress { Request = request, Wrong = Wrong(cancellation) };
        for (var stage = 0; stage < attacks.Count; stage++)
        {
            progress = Attack(frozen ?? network, progress, stage, save, observer, cancellation);
        }

        observer.Begin("alarms", "looks whether gradients are masked");
        var alarms = Alarms(progress, cancellation);
        return Evaluation(progress, alarms, before + clock.GetElapsedTime(start).TotalSeconds);
    }

    private List<int> Wrong(CancellationToken cancellation)
    {
        var found = new List<int>();
        foreach (var batch in BatchLoader.ForEvaluation(images, request.Batch).Epoch(0, cancellation: cancellation))
        {
            using var scope = NewDisposeScope();
            using (batch)
            {
                var broken = Margin.Broken(network.call(batch.Images), batch.Labels);
                var first = batch.Index * request.Batch;
                found.AddRange(broken.Index().Where(image => image.Item).Select(image => first + image.Index));
            }
        }

        return found;
    }

    private RobustProgress Attack(
        Module<Tensor, Tensor> model,
        RobustProgress progress,
        int stage,
        Action<RobustProgress>? save,
        IFlowObserver observer,
        CancellationToken cancellation)
    {
        var name = attacks[stage].Name;
        var standing = progress.StandingBefore(stage).ToArray();
        var state = stage < progress.Stages.Count ? progress.Stages[stage] : new RobustStage(name, standing.Length, 0, [], 0);
        progress = progress with { Stages = [.. progress.Stages.Take(stage), state, .. progress.Stages.Skip(stage + 1)] };
        if (standing.Length == 0)
        {
            return progress;
        }

        var size = Spread(standing.Length, request.Batch);
        var loader = BatchLoader.ForEvaluation(images.Select(standing), size);
        if (state.Batches < loader.BatchesPerEpoch)
        {
            observer.Begin(name, $"{standing.Length} of {images.Count} images stand");
        }

        var (passes, done, broken) = (0, state.Batches * size, state.Broken.Count);
        using var watched = new WatchedModel(model, () =>
        {
            cancellation.ThrowIfCancellationRequested();
            if (Interlocked.Increment(ref passes) is var pass && pass % PassesBetweenReports == 0)
            {
                lock (standing)
                {
                    observer.Progress(done, standing.Length, $"images, {broken} broken; pass {pass}", false);
                }
            }
        });
        var before = clock.GetTimestamp();
        foreach (var (found, count) in SideBySide.Over(
            loader.Epoch(0, state.Batches, cancellation), batch => (Broken(watched, attacks[stage], batch), batch.Count)))
        {
            var now = clock.GetTimestamp();
            state = state with
            {
                Batches = state.Batches + 1,
                Broken = [.. state.Broken, .. found.Select(place => standing[done + place])],
                Seconds = state.Seconds + clock.GetElapsedTime(before, now).TotalSeconds,
            };
            before = now;
            progress = progress with { Stages = [.. progress.Stages.Take(stage), state] };
            save?.Invoke(progress);
            lock (standing)
            {
                (done, broken) = (done + count, state.Broken.Count);
                observer.Progress(done, standing.Length, $"images, {broken} broken", done == standing.Length);
            }
        }

        return progress;
    }

    /// <summary>As many images in each batch as in every other, so that no thread is left with the last, small one.</summary>
    private static int Spread(int images, int batch) => (images + Batches(images, batch) - 1) / Batches(images, batch);

    private static int Batches(int images, int batch) => (images + batch - 1) / batch;

    /// <summary>Attacks a batch; the network itself judges what was found.</summary>
    /// <returns>The places of those that are broken.</returns>
    private IReadOnlyList<int> Broken(Module<Tensor, Tensor> model, NamedAttack named, Batch batch)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(SeededRandom.Derive(request.Seed, $"attack {named.Name}", batch.Index));
        var found = named.Attack.Perturb(model, batch.Images, batch.Labels, generator);
        var broken = Margin.Broken(network.call(found), batch.Labels);
        return [.. broken.Index().Where(image => image.Item).Select(image => image.Index)];
    }

    private IReadOnlyList<RaisedAlarm> Alarms(RobustProgress progress, CancellationToken cancellation)
    {
        var probes = progress.StandingBefore(0).Take(MostProbes).ToArray();
        if (probes.Length == 0)
        {
            return [];
        }

        using var batch = BatchLoader.ForEvaluation(images.Select(probes), probes.Length).Epoch(0, cancellation: cancellation).Single();
        using var watched = new WatchedModel(network, cancellation.ThrowIfCancellationRequested);
        return MaskingAlarms.Look(new MaskingEvidence
        {
            Model = watched,
            Images = batch.Images,
            Labels = batch.Labels,
            Threat = attacks[0].Attack.Settings,
            Attacks = [.. progress.Stages.Zip(attacks, (stage, attack) => new AttackCount(
                stage.Name, stage.Attacked, stage.Broken.Count, attack.Attack.ReadsGradients))],
            Seed = request.Seed,
        });
    }

    private RobustEvaluation Evaluation(RobustProgress progress, IReadOnlyList<RaisedAlarm> alarms, double seconds)
    {
        return new RobustEvaluation
        {
            Request = request,
            ImagesChecksum = DataChecksum.Of(images),
            Clean = request.Images - progress.Wrong.Count,
            Right = Digits(0),
            Attacks = [.. progress.Stages.Select(stage => new RobustOutcome(stage.Name, stage.Attacked, stage.Broken.Count, stage.Seconds))],
            Survived = Digits(attacks.Count),
            Alarms = alarms,
            Notes = [.. AttackNotes.For(attacks, images.Classes)],
            Seconds = seconds,
            Command = string.Empty,
        };

        string Digits(int stages)
        {
            var standing = progress.StandingBefore(stages).ToHashSet();
            return string.Concat(Enumerable.Range(0, request.Images).Select(image => standing.Contains(image) ? '1' : '0'));
        }
    }
}
