namespace Espalier.Training;

/// <summary>A recipe with a name. Carries a <see cref="Catalog.MethodAttribute"/> and a constructor without arguments.</summary>
public interface IRecipe
{
    /// <summary>The recipe; what a user changes is changed in a copy.</summary>
    TrainingRecipe Create();
}
