using Espalier.Data;
using Espalier.Spaces;
using Espalier.Studies;

namespace Espalier.Cli.Commands;

/// <summary>A trained network that is to be evaluated, with what every kind of evaluation needs.</summary>
/// <param name="Network">The network; who made this owns it.</param>
/// <param name="Card">What its file says of it.</param>
/// <param name="Checksum">Of its weights.</param>
/// <param name="Data">Whose test images.</param>
/// <param name="Test">These images.</param>
/// <param name="Seed">What every draw derives from.</param>
/// <param name="Folder">Where evaluations are kept.</param>
/// <param name="Command">The command line.</param>
internal sealed record EvaluatedModel(
    Network Network, ModelCard Card, string Checksum, string Data, ImageSet Test, ulong Seed, string Folder, string Command)
{
    /// <summary>What to say when an evaluation that is kept was interrupted.</summary>
    internal string GoOn => $"interrupted; what is done is saved; go on with: {Command}";
}
