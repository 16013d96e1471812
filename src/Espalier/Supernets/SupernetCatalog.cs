using System.Reflection;
using Espalier.Spaces;

namespace Espalier.Supernets;

/// <summary>
/// Which supernet fits which space, discovered: a supernet's constructor takes the interface of its spaces, a size and a generator, and a
/// space has one by implementing that interface. One that comes in other forms takes the form as well.
/// </summary>
public static class SupernetCatalog
{
    private static readonly ConstructorInfo[] Makers =
    [
        .. typeof(Supernet).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(Supernet)))
            .SelectMany(type => type.GetConstructors())
            .Where(maker => maker.GetParameters() is [var space, var settings, var generator, .. var form]
                && space.ParameterType.IsAssignableTo(typeof(IRelaxedSpace))
                && settings.ParameterType == typeof(NetworkSettings) && generator.ParameterType == typeof(Generator)
                && (form.Length == 0 || (form.Length == 1 && form[0].ParameterType == typeof(SupernetForm)))),
    ];

    /// <summary>Refuses a space without a supernet, or one whose supernet does not come in a form.</summary>
    /// <exception cref="InvalidInputException">It does not.</exception>
    public static void Require(ISearchSpace space, SupernetForm form)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(form);
        if (form != SupernetForm.Plain && !TakesForm(MakerFor(space)))
        {
            throw new InvalidInputException(
                $"space '{space.Name}'",
                "its supernet mixes all channels and does not normalise edges",
                "leave out partial-channels and edge-normalisation, or choose another space");
        }
    }

    /// <summary>The supernet of a space with fresh weights; the caller owns it.</summary>
    /// <param name="space">The space.</param>
    /// <param name="settings">Width, depth, and what goes in and comes out.</param>
    /// <param name="generator">Draws the weights and the architecture parameters.</param>
    /// <param name="form">How its edges are made; null: as those of DARTS.</param>
    /// <exception cref="InvalidInputException">None fits the space, or none of that form.</exception>
    public static Supernet Build(ISearchSpace space, NetworkSettings settings, Generator generator, SupernetForm? form = null)
    {
        form ??= SupernetForm.Plain;
        Require(space, form);
        var maker = MakerFor(space);
        object[] arguments = [space, settings, generator, form];
        return (Supernet)maker.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments[..maker.GetParameters().Length], null);
    }

    private static bool TakesForm(ConstructorInfo maker) => maker.GetParameters().Length > 3;

    private static ConstructorInfo MakerFor(ISearchSpace space) =>
        Array.Find(Makers, maker => maker.GetParameters()[0].ParameterType.IsInstanceOfType(space))
        ?? throw new InvalidInputException(
            $"space '{space.Name}'", "has no supernet, so that its networks share no weights", "choose another space");
}
