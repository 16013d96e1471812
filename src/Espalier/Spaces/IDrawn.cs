namespace Espalier.Spaces;

/// <summary>A genotype that can be drawn.</summary>
public interface IDrawn
{
    /// <summary>How its drawings are read: what the numbers in them stand for, in a sentence.</summary>
    string Reading => "Each node sums the operations that lead to it.";

    /// <summary>Its parts, each as a drawing of its own.</summary>
    IReadOnlyList<Drawing> Drawings();

    /// <summary>All of it as one SVG document; by default the first drawing, for what has one part.</summary>
    string Svg() => Drawings()[0].Svg;
}

/// <summary>A drawing of a part of a genotype.</summary>
/// <param name="Name">What is drawn, e.g. <c>normal cell</c>.</param>
/// <param name="Text">The same in lines of text.</param>
/// <param name="Svg">An SVG document without fonts, files or scripts; light or dark as its viewer asks for.</param>
public sealed record Drawing(string Name, string Text, string Svg);
