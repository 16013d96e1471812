using Espalier.Catalog;

namespace Espalier.Attacks.RandomSearch;

/// <summary>Random search that sees logits only: it changes a square of the image, and keeps the change where the margin falls.</summary>
/// <remarks>
/// <para>
/// An attack without gradients. It breaks fewer images than one with gradients, as long as gradients tell the truth: where it breaks more, they are
/// masked.
/// </para>
/// <para>
/// The steps are queries, the first image being the first of them. The schedule of the square's size (from p = 0.8, stretched to the number of
/// queries) and the margin loss are the paper's, the place of the square is drawn for a batch as in the authors' standard evaluation, where the
/// paper draws it for each image.
/// </para>
/// </remarks>
[Method(
    "square",
    Paper = "Andriushchenko et al., Square attack: a query-efficient black-box adversarial attack via random search, arXiv 1912.00049",
    Year = 2019,
    Summary = "Black box: N random changes of squares, each kept where it lowers the margin (N = 5000 where none is given).")]
public sealed class Square : StandingAttack, IIterative
{
    private const int DefaultQueries = 5000;

    /// <summary>The attack with these settings.</summary>
    public Square(AttackSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Settings = settings.OwnSteps(DefaultQueries, radii: 1) with { RandomStart = true };
    }

    /// <inheritdoc/>
    public override AttackSettings Settings { get; }

    /// <inheritdoc/>
    public override bool ReadsGradients => false;

    /// <inheritdoc/>
    public int Steps => Settings.Steps!.Value;

    private protected override int Runs(long classes) => Settings.Restarts;

    private protected override Tensor Run(int run, Module<Tensor, Tensor> model, Standing standing, Generator generator)
    {
        var draws = new Draws(generator);
        ISquareProposal proposal = Settings.Norm == Norm.L2
            ? new EuclideanSquares(draws, Settings.Epsilon)
            : new MaximumSquares(draws, Settings.Epsilon);
        return Search(model, standing.Images, standing.Labels, proposal);
    }

    private Tensor Search(Module<Tensor, Tensor> model, Tensor images, Tensor labels, ISquareProposal proposal)
    {
        const int Clean = 0;
        const int Labels = 1;
        const int Best = 2;
        using var scope = NewDisposeScope();
        var result = proposal.Begin(images);
        using var rows = new RowTensors(images, labels, result);
        var places = Enumerable.Range(0, (int)images.size(0)).ToArray();
        var margins = places.Select(_ => double.PositiveInfinity).ToArray();
        for (var query = 0; query < Steps && places.Length > 0; query++)
        {
            using var inner = NewDisposeScope();
            var tried = query == 0 ? rows[Best] : proposal.Next(rows[Clean], rows[Best], SquareSchedule.Share(query - 1, Steps));
            int[] asked = query == 0 ? [.. Enumerable.Range(0, places.Length)] : Changed(tried, rows[Best]);
            if (asked.Length == 0)
            {
                continue;
            }

            var rowsAsked = RowTensors.Index(asked);
            tried = tried.index_select(0, rowsAsked);
            var classes = rows[Labels].index_select(0, rowsAsked);
            var logits = model.call(tried);
            var (found, hit) = (Margin.Read(logits, classes), Margin.Broken(logits, classes));
            int[] better = [.. Enumerable.Range(0, asked.Length).Where(i => hit[i] || found[i] < margins[asked[i]])];
            if (better.Length > 0)
            {
                rows[Best].index_copy_(0, RowTensors.Index(better.Select(i => asked[i])), tried.index_select(0, RowTensors.Index(better)));
            }

            Array.ForEach(better, i => margins[asked[i]] = found[i]);
            var broken = new bool[places.Length];
            foreach (var (i, row) in asked.Index())
            {
                broken[row] = hit[i];
            }

            if (broken.Contains(true))
            {
                result.index_copy_(0, RowTensors.Index(places), rows[Best]);
                int[] kept = [.. Enumerable.Range(0, places.Length).Where(i => !broken[i])];
                (places, margins) = ([.. kept.Select(i => places[i])], [.. kept.Select(i => margins[i])]);
                rows.Keep(kept);
            }
        }

        if (places.Length > 0)
        {
            result.index_copy_(0, RowTensors.Index(places), rows[Best]);
        }

        return result.MoveToOuterDisposeScope();
    }

    /// <summary>The rows that differ. A square that already had its signs needs no query: it cannot lower the margin.</summary>
    private static int[] Changed(Tensor tried, Tensor best)
    {
        using var scope = NewDisposeScope();
        var moved = RowTensors.Numbers(PixelBall.Length(Norm.Linf, tried.sub(best)).view(-1));
        return [.. Enumerable.Range(0, moved.Length).Where(i => moved[i] != 0)];
    }
}
