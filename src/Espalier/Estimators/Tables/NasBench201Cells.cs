using System.Numerics;
using System.Text;
using Espalier.Spaces;

namespace Espalier.Estimators.Tables;

/// <summary>The cells of NAS-Bench-201 as the files of its tables write them; each may be there once.</summary>
internal sealed class NasBench201Cells
{
    private readonly ICellSpace space;
    private readonly byte[][] operations;
    private readonly byte[][][] parts;
    private readonly int[] lines;

    /// <summary>The cells of a space.</summary>
    /// <exception cref="ArgumentException">It is another space.</exception>
    internal NasBench201Cells(ICellSpace space)
    {
        if (space.CellKinds.Count != 1 || space.Count != BigInteger.Pow(space.Operations.Count, space.Edges.Count))
        {
            throw new ArgumentException($"{space.Name} is not the space of this table", nameof(space));
        }

        this.space = space;
        lines = new int[(int)space.Count];
        operations = [.. space.Operations.Select(Encoding.UTF8.GetBytes)];
        parts = [.. space.Edges.Select(edge => space.Operations.Select(operation => Part(edge, operation)).ToArray())];
    }

    /// <summary>How many there are.</summary>
    internal int Count => lines.Length;

    /// <summary>The number of an operation; negative where it is none.</summary>
    internal int Operation(ReadOnlySpan<byte> name)
    {
        for (var choice = 0; choice < operations.Length; choice++)
        {
            if (name.SequenceEqual(operations[choice]))
            {
                return choice;
            }
        }

        return -1;
    }

    /// <summary>The number of the cell with these operations.</summary>
    internal int Number(ReadOnlySpan<int> chosen)
    {
        var number = 0;
        foreach (var choice in chosen)
        {
            number = (number * operations.Length) + choice;
        }

        return number;
    }

    /// <summary>The number of the cell that a text stands for; negative where it is none.</summary>
    internal int Number(ReadOnlySpan<byte> cell)
    {
        var number = 0;
        foreach (var part in parts)
        {
            var choice = 0;
            while (choice < part.Length && !cell.StartsWith(part[choice]))
            {
                choice++;
            }

            if (choice == part.Length)
            {
                return -1;
            }

            number = (number * part.Length) + choice;
            cell = cell[part[choice].Length..];
        }

        return cell.IsEmpty ? number : -1;
    }

    /// <summary>The operations of a cell.</summary>
    internal int[] Chosen(int number)
    {
        var chosen = new int[parts.Length];
        for (var edge = chosen.Length - 1; edge >= 0; edge--, number /= operations.Length)
        {
            chosen[edge] = number % operations.Length;
        }

        return chosen;
    }

    /// <summary>The text of a cell, which must not have been there before.</summary>
    /// <exception cref="InvalidInputException">It was.</exception>
    internal string Once(TableFile file, int column, int number)
    {
        if (lines[number] > 0)
        {
            throw file.Fault(column, $"is there already, in line {lines[number]}");
        }

        lines[number] = file.Line;
        return file.Text(column);
    }

    /// <summary>What may stand on an edge.</summary>
    internal string Choices => string.Join(", ", space.Operations);

    /// <summary>What an edge with an operation adds to a cell's text: <c>|</c> before a node's first, <c>+</c> between nodes.</summary>
    private static byte[] Part(CellEdge edge, string operation) => Encoding.UTF8.GetBytes(
        $"{(edge.Source > 0 ? string.Empty : edge.Node > 0 ? "+|" : "|")}{operation}~{edge.Source}|");
}
