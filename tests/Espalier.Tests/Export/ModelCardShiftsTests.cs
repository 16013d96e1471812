using System.Text;
using Espalier.Export;
using Espalier.Tests.Evaluation;

namespace Espalier.Tests.Export;

public sealed class ModelCardShiftsTests
{
    [Fact]
    public void The_card_tells_accuracy_under_every_corruption_and_what_passes_for_known()
    {
        var page = new StringBuilder();

        ModelCardShifts.Write(page, [Evaluations.Corrupted()], [Evaluations.Compared()]);

        Assert.All(
            [
                "## Common corruptions (fog,snow:3)", "**0.2500**", "clean 0.9000", "| | mean | severity 1 |", "| fog | 0.4000 | 0.8000 (0.490 to 0.943) |",
                "| snow | 0.1000 |  |  | 0.1000 (", "## Images of other data",
                "| `svhn`, fitted from 3x32x32 | 10 | 20 | 0.8750 | 0.7500 to 0.9688 | 0.1500 |",
            ],
            word => Assert.Contains(word, page.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_is_written_where_nothing_was_evaluated()
    {
        var page = new StringBuilder();

        ModelCardShifts.Write(page, [], []);

        Assert.Equal(0, page.Length);
    }
}
