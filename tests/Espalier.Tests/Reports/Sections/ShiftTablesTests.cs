using System.Net;
using Espalier.Reports;
using Espalier.Reports.Sections;
using Espalier.Tests.Evaluation;

namespace Espalier.Tests.Reports.Sections;

public sealed class ShiftTablesTests
{
    [Fact]
    public void Corruptions_and_comparisons_are_told_with_their_intervals()
    {
        var read = WebUtility.HtmlDecode(ShiftTables.Of([Evaluations.Corrupted()], [Evaluations.Compared(), Evaluations.Compared("noise")]).ToString());

        Assert.All(
            [
                "Common corruptions (fog,snow:3), on 10 test images of toy (seed 1): 25.0\u00a0% in the mean, clean 90.0\u00a0%", "severity 5",
                "svhn, fitted from 3x32x32", "87.5\u00a0%", "15.0\u00a0%", "noise", "50 % is guessing",
            ],
            word => Assert.Contains(word, read, StringComparison.Ordinal));
    }

    [Fact]
    public void The_page_has_them_only_where_there_are_some()
    {
        Assert.True(ShiftTables.Of([], []).IsEmpty);
        Assert.DoesNotContain("Common corruptions", ReportPage.Of(Runs.Finished), StringComparison.Ordinal);
        Assert.Contains("Common corruptions", ReportPage.Of(Runs.Finished with { Corruptions = [Evaluations.Corrupted()] }), StringComparison.Ordinal);
        Assert.Contains("Images of other data", ReportPage.Of(Runs.Finished with { Outliers = [Evaluations.Compared()] }), StringComparison.Ordinal);
    }
}
