namespace Espalier.Costs;

/// <summary>
/// A cost as a sum: a fixed part, and for each of several choices what the chosen value adds. What a table of operators is, and exact where
/// nothing runs beside anything else; linear in the choices, so that of a relaxation it is the expected cost, with its gradient.
/// </summary>
public sealed class AdditiveCost
{
    /// <summary>So small that it decides nothing but what the data leave open: one-hot rows of a choice sum to 1, as the fixed part does.</summary>
    private const double Ridge = 1e-6;

    private readonly double[][] added;

    /// <summary>A cost of given parts.</summary>
    /// <param name="basis">The fixed part.</param>
    /// <param name="added">For each choice, what each of its values adds.</param>
    /// <exception cref="ArgumentException">There is no choice, or one without values.</exception>
    public AdditiveCost(double basis, IReadOnlyList<IReadOnlyList<double>> added)
    {
        ArgumentNullException.ThrowIfNull(added);
        if (added.Count == 0 || added.Any(values => values.Count == 0))
        {
            throw new ArgumentException("There is no choice, or one without values.", nameof(added));
        }

        (Basis, this.added) = (basis, [.. added.Select(values => values.ToArray())]);
    }

    /// <summary>
    /// The fixed part; of a fitted cost what the network with value 0 in every choice costs: of NAS-Bench-201 the cell without edges.
    /// </summary>
    public double Basis { get; }

    /// <summary>What each value of each choice adds; of a fitted cost value 0 adds nothing.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Added => added;

    /// <summary>The cost that is nearest to what was measured, by least squares.</summary>
    /// <param name="choices">How many values each choice has.</param>
    /// <param name="chosen">For each network the values chosen.</param>
    /// <param name="measured">What each costs.</param>
    /// <exception cref="ArgumentException">There are no networks, or not as many measurements, or a network has other choices.</exception>
    public static AdditiveCost Fit(IReadOnlyList<int> choices, IReadOnlyList<IReadOnlyList<int>> chosen, IReadOnlyList<double> measured)
    {
        ArgumentNullException.ThrowIfNull(choices);
        ArgumentNullException.ThrowIfNull(chosen);
        ArgumentNullException.ThrowIfNull(measured);
        if (chosen.Count == 0 || chosen.Count != measured.Count)
        {
            throw new ArgumentException($"{measured.Count} measurements of {chosen.Count} networks", nameof(measured));
        }

        foreach (var values in chosen)
        {
            Check(choices, values);
        }

        var weights = Solve(choices.Sum(), [.. chosen.Select(values => Places(choices, values))], measured);
        var basis = weights[^1];
        var added = new double[choices.Count][];
        for (int i = 0, place = 0; i < added.Length; place += choices[i++])
        {
            var of = weights.AsSpan(place, choices[i]).ToArray();
            basis += of[0];
            added[i] = Array.ConvertAll(of, weight => weight - of[0]);
        }

        return new(basis, added);
    }

    /// <summary>What the network with these values costs.</summary>
    /// <exception cref="ArgumentException">They are values of other choices.</exception>
    public double Of(IReadOnlyList<int> chosen)
    {
        ArgumentNullException.ThrowIfNull(chosen);
        Check([.. added.Select(values => values.Length)], chosen);
        return Basis + added.Zip(chosen, (values, value) => values[value]).Sum();
    }

    /// <summary>The expected cost of a mixture, a tensor without dimensions that knows its gradient.</summary>
    /// <param name="mixture">The probability of each value, choices below each other: [choices, values], in one part or in several.</param>
    /// <exception cref="ArgumentException">It is a mixture of other choices.</exception>
    public Tensor Expected(IReadOnlyList<Tensor> mixture)
    {
        ArgumentNullException.ThrowIfNull(mixture);
        using var scope = NewDisposeScope();
        var sum = full([], Basis, mixture.Count > 0 ? mixture[0].dtype : ScalarType.Float32);
        var first = 0;
        foreach (var part in mixture)
        {
            var (rows, columns) = ((int)part.size(0), (int)part.size(1));
            if (first + rows > added.Length || added.AsSpan(first, rows).ToArray().Any(values => values.Length != columns))
            {
                throw new ArgumentException($"a part [{rows}, {columns}] is not of these choices", nameof(mixture));
            }

            var table = tensor([.. added.Skip(first).Take(rows).SelectMany(values => values)], [rows, columns]);
            sum += (part * table.to(part.dtype)).sum().to(sum.dtype);
            first += rows;
        }

        return first == added.Length
            ? sum.MoveToOuterDisposeScope()
            : throw new ArgumentException($"{first} choices of {added.Length}", nameof(mixture));
    }

    private static void Check(IReadOnlyList<int> choices, IReadOnlyList<int> values)
    {
        if (values.Count != choices.Count || values.Index().Any(value => value.Item < 0 || value.Item >= choices[value.Index]))
        {
            throw new ArgumentException($"{string.Join(", ", values)} are no values of choices of {string.Join(", ", choices)}", nameof(values));
        }
    }

    private static int[] Places(IReadOnlyList<int> choices, IReadOnlyList<int> values)
    {
        var places = new int[choices.Count];
        for (int i = 0, first = 0; i < places.Length; first += choices[i++])
        {
            places[i] = first + values[i];
        }

        return places;
    }

    /// <summary>Normal equations of rows that have ones at few places and in the last.</summary>
    private static double[] Solve(int width, int[][] rows, IReadOnlyList<double> measured)
    {
        var size = width + 1;
        var (products, right) = (new double[size * size], new double[size]);
        foreach (var (row, value) in rows.Zip(measured))
        {
            int[] ones = [.. row, width];
            foreach (var one in ones)
            {
                right[one] += value;
                foreach (var other in ones)
                {
                    products[(one * size) + other]++;
                }
            }
        }

        for (var i = 0; i < width; i++)
        {
            products[(i * size) + i] += Ridge * rows.Length;
        }

        using var scope = NewDisposeScope();
        return linalg.solve(tensor(products, [size, size]), tensor(right)).data<double>().ToArray();
    }
}
