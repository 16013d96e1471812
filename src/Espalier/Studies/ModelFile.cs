using System.Text.Json;
using Espalier.Data;
using Espalier.Spaces;
using Espalier.Torch.Serialization;

namespace Espalier.Studies;

/// <summary>What a model file says beside the weights: enough to build the network again.</summary>
public sealed record ModelCard
{
    /// <summary>The search space's name.</summary>
    public required string Space { get; init; }

    /// <summary>The architecture's text.</summary>
    public required string Genotype { get; init; }

    /// <summary>The dataset it was trained on.</summary>
    public required string Data { get; init; }

    /// <summary>How that data was read.</summary>
    public DataOptions DataOptions { get; init; } = new();

    /// <summary>Channels of the first cells.</summary>
    public required int Channels { get; init; }

    /// <summary>Cells.</summary>
    public required int Cells { get; init; }

    /// <summary>The stem's stride.</summary>
    public required int StemStride { get; init; }

    /// <summary>Channels, height and width of an image.</summary>
    public required int[] Input { get; init; }

    /// <summary>The names of the classes, in the order of the logits.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>Whether the auxiliary head's weights are in the file.</summary>
    public bool Auxiliary { get; init; }

    /// <summary>The settings to build the network with; the statistics are among the weights.</summary>
    public NetworkSettings Settings() => new()
    {
        Channels = Channels,
        Cells = Cells,
        StemStride = StemStride,
        Input = new ImageShape(Input[0], Input[1], Input[2]),
        Classes = Classes.Count,
        Auxiliary = Auxiliary,
    };
}

/// <summary>A trained network on disk: safetensors with a <see cref="ModelCard"/> in the metadata.</summary>
public static class ModelFile
{
    private const string CardKey = "espalier";

    /// <summary>Writes a network atomically.</summary>
    public static void Save(string path, Network network, ModelCard card)
    {
        ArgumentNullException.ThrowIfNull(network);
        var metadata = new Dictionary<string, string> { [CardKey] = JsonSerializer.Serialize(card, StudyJson.Line) };
        FileFault.Guard(
            path, () => Safetensors.Save(path, network.state_dict(), metadata), () => Safetensors.SizeOf(network.state_dict(), metadata));
    }

    /// <summary>SHA-256 of a model's weights, by name, type, shape and bytes, in hexadecimal; what else the file says does not count.</summary>
    /// <exception cref="InvalidInputException">The file is missing or damaged.</exception>
    public static string Checksum(string path) => FileFault.Guard(path, () =>
    {
        using var scope = NewDisposeScope();
        try
        {
            return TensorChecksum.Of(Safetensors.Load(path).Tensors, string.Empty, string.Empty);
        }
        catch (Exception fault)
            when (fault is InvalidDataException or KeyNotFoundException or ArgumentException or TorchException or OverflowException)
        {
            throw new InvalidInputException(
                path, $"is no model: {fault.Message.ReplaceLineEndings(" ")}", "give the folder of a finished run", fault);
        }
    });

    /// <summary>Reads a network; the caller owns it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="space">Finds a search space by name.</param>
    /// <exception cref="InvalidInputException">The file is missing, damaged, or no model of this toolkit.</exception>
    public static (Network Network, ModelCard Card) Load(string path, Func<string, ISearchSpace> space)
    {
        ArgumentNullException.ThrowIfNull(space);
        return FileFault.Guard(path, () =>
        {
            using var scope = NewDisposeScope();
            try
            {
                var (tensors, metadata) = Safetensors.Load(path);
                var card = StudyJson.Read<ModelCard>(metadata[CardKey], path, "give the folder of a finished run");
                RequireRoom(card, tensors);
                var owner = space(card.Space);
                var network = owner.Build(owner.Parse(card.Genotype, path), card.Settings());
                try
                {
                    network.load_state_dict(tensors);
                    return (network, card);
                }
                catch
                {
                    network.Dispose();
                    throw;
                }
            }
            catch (Exception fault)
                when (fault is InvalidDataException or KeyNotFoundException or IndexOutOfRangeException or ArgumentException or TorchException
                    or OverflowException)
            {
                throw new InvalidInputException(
                    path, $"is no model: {fault.Message.ReplaceLineEndings(" ")}", "give the folder of a finished run", fault);
            }
        });
    }

    /// <summary>
    /// Before a network is built: every cell holds a matrix of channels by channels at least, and the classifier a row per class. A card
    /// that promises more than its file holds is no card, and is not to fill the memory.
    /// </summary>
    private static void RequireRoom(ModelCard card, Dictionary<string, Tensor> tensors)
    {
        var numbers = tensors.Values.Sum(tensor => tensor.numel());
        if (card.Channels > numbers || card.Cells > tensors.Count || card.Classes.Count > numbers
            || Math.BigMul(card.Channels, card.Channels) > numbers / Math.Max(1, card.Cells))
        {
            throw new InvalidDataException(
                $"{card.Cells} cells of {card.Channels} channels and {card.Classes.Count} classes are not in {numbers} numbers");
        }
    }
}
