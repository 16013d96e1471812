using Espalier.Objectives;

namespace Espalier.Supernets;

/// <summary>
/// A teacher that is what a network was at earlier moments: a ring of copies of its state, the oldest of which makes room for the newest.
/// It speaks as soon as the ring is full.
/// </summary>
/// <remarks>
/// Its passes have no gradient, are in the mode that the network is in (in training: on statistics of the batch), and leave running
/// statistics alone, those of the past selves, too. A pass puts a past state in place and takes it out again, bit for bit, so teach
/// before the student's own pass is recorded. It holds as many copies of the state as there are selves, from the first moment on, so that
/// what a search needs of memory shows at its first step.
/// </remarks>
/// <param name="network">What has batch norms.</param>
/// <param name="state">All that a self is: weights, buffers, architecture parameters, by name; borrowed for as long as this lives.</param>
/// <param name="count">How many selves, at least 1.</param>
/// <param name="vote">How they become one teacher.</param>
/// <param name="smoothing">The share that a majority spreads, 0 to below 1.</param>
public sealed class PastSelves(
    Module network, IReadOnlyList<KeyValuePair<string, Tensor>> state, int count, TeacherVote vote, double smoothing) : ITeacher, IDisposable
{
    private const string TakenName = "taken";
    private readonly AlternateState[] selves = [.. Enumerable.Range(0, count).Select(_ => new AlternateState(state))];

    /// <summary>How many selves were remembered until now, those included that made room.</summary>
    public long Taken { get; private set; }

    /// <summary>Remembers the network as it is now.</summary>
    public void Remember()
    {
        selves[(int)(Taken % count)].Renew();
        Taken++;
    }

    /// <inheritdoc/>
    public Tensor? Teach(Module<Tensor, Tensor> student, Tensor images, double temperature)
    {
        ArgumentNullException.ThrowIfNull(student);
        if (Taken < count)
        {
            return null;
        }

        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        using var frozen = new FrozenStatistics(network);
        return Voting.Of([.. selves.Select(Said)], temperature, vote, smoothing).MoveToOuterDisposeScope();

        Tensor Said(AlternateState self)
        {
            using var held = self.Enter();
            return student.call(images);
        }
    }

    /// <summary>Its tensors by name, for a checkpoint. All but the counter stay its own.</summary>
    public IEnumerable<KeyValuePair<string, Tensor>> Capture() => selves.Take((int)Math.Min(Taken, count))
        .SelectMany((self, place) => self.Aside.Select(pair => KeyValuePair.Create($"{place}/{pair.Key}", pair.Value)))
        .Prepend(KeyValuePair.Create(TakenName, tensor([Taken])));

    /// <summary>Puts back what was captured.</summary>
    /// <exception cref="ArgumentException">It is of another network, or of another number of selves.</exception>
    /// <exception cref="KeyNotFoundException">The counter is missing.</exception>
    public void Restore(IReadOnlyDictionary<string, Tensor> captured)
    {
        ArgumentNullException.ThrowIfNull(captured);
        Taken = captured[TakenName].ToInt64();
        var places = captured.Where(pair => pair.Key != TakenName)
            .GroupBy(pair => pair.Key[..pair.Key.IndexOf('/', StringComparison.Ordinal)])
            .ToDictionary(place => place.Key, place => place.ToDictionary(pair => pair.Key[(place.Key.Length + 1)..], pair => pair.Value));
        if (places.Count != Math.Min(Taken, count))
        {
            throw new ArgumentException($"there are {places.Count} past selves, not {Math.Min(Taken, count)}", nameof(captured));
        }

        for (var place = 0; place < places.Count; place++)
        {
            selves[place].Load(places[place.ToString()]);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(selves, self => self.Dispose());
}
