using System.Text.Json;
using Espalier.Spaces;
using Espalier.Studies;

namespace Espalier.Training;

/// <summary>Writes and reads everything a trainer needs to go on bit by bit: one checkpoint file.</summary>
internal sealed class TrainerCheckpoint(
    Network network, optim.Optimizer optimizer, IReadOnlyDictionary<string, Generator> generators, EpochKeeper? keeper)
{
    private const string WeightsPrefix = "weights.";
    private const string OptimizerPrefix = "optimizer.";
    private const string GeneratorPrefix = "generator.";
    private const string KeptPrefix = "kept.";

    /// <summary>Saves the tensors with <paramref name="state"/>.</summary>
    internal void Save(string path, TrainerState state)
    {
        using var scope = NewDisposeScope();
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        Add(WeightsPrefix, network.state_dict());
        Add(OptimizerPrefix, optimizer.state_dict());
        Add(GeneratorPrefix, generators.ToDictionary(pair => pair.Key, pair => pair.Value.get_state()));
        Add(KeptPrefix, keeper?.Tensors ?? new Dictionary<string, Tensor>());
        CheckpointFile.Save(path, tensors, JsonSerializer.Serialize(state, StudyJson.Line));

        void Add(string prefix, IReadOnlyDictionary<string, Tensor> part)
        {
            foreach (var (name, tensor) in part)
            {
                tensors.Add(prefix + name, tensor);
            }
        }
    }

    /// <summary>Puts the tensors back; null when there is no checkpoint.</summary>
    /// <param name="path">The file.</param>
    /// <param name="expected">A state whose recipe, seed and images must be those of the checkpoint.</param>
    /// <param name="warn">Is told when a damaged file is passed over.</param>
    /// <exception cref="InvalidInputException">The checkpoint is damaged or of another training.</exception>
    internal TrainerState? Load(string path, TrainerState expected, Action<string>? warn)
    {
        using var checkpoint = CheckpointFile.TryLoad(path, warn);
        if (checkpoint is null)
        {
            return null;
        }

        var state = StudyJson.Read<TrainerState>(checkpoint.Json, path, "give the checkpoint of a training");
        if (state.Recipe != expected.Recipe || state.Seed != expected.Seed || state.Images != expected.Images)
        {
            throw new InvalidInputException(
                path, "was made with another recipe, seed or number of images", "resume with the settings the training was started with");
        }

        try
        {
            using var scope = NewDisposeScope();
            if (state.Epochs.Count > 0)
            {
                keeper?.Load(checkpoint.Part(KeptPrefix));
            }

            network.load_state_dict(checkpoint.Part(WeightsPrefix));
            optimizer.load_state_dict(checkpoint.Part(OptimizerPrefix), state.OptimizerSteps, expected.Recipe.LearningRateAt(state.Epoch));
            foreach (var (name, generator) in generators)
            {
                generator.set_state(checkpoint.Tensors[GeneratorPrefix + name]);
            }
        }
        catch (Exception fault) when (fault is ArgumentException or KeyNotFoundException or TorchException)
        {
            throw new InvalidInputException(
                path,
                $"does not fit this network: {fault.Message.ReplaceLineEndings(" ")}",
                "give the genotype and sizes it was trained with",
                fault);
        }

        return state;
    }
}
