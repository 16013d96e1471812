using System.Net;
using Espalier.Attacks;
using Espalier.Reports;
using Espalier.Reports.Sections;
using Espalier.Tests.Evaluation;

namespace Espalier.Tests.Reports.Sections;

public sealed class EvaluationTablesTests
{
    [Fact]
    public void Each_evaluation_is_told_with_its_threat_model_attack_by_attack()
    {
        var known = Requests.Evaluated() with { Alarms = [new("vanishing-gradients", "the <gradient> vanishes")], Notes = ["as it is"] };

        var text = EvaluationTables.Of([known, Requests.Evaluated("square,fgsm", norm: Norm.L2)]).ToString();
        var read = WebUtility.HtmlDecode(text);

        Assert.All(
            [
                "fgsm,square, linf, ε 4/255, on 10 test images of toy (seed 1): 50.0\u00a0% stand", "square,fgsm, l2", "knows the network and its weights",
                "Not to be believed (vanishing-gradients): the <gradient> vanishes.", "as it is.", "1.5\u00a0s",
            ],
            word => Assert.Contains(word, read, StringComparison.Ordinal));
        Assert.Contains("&lt;gradient&gt;", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_has_them_below_the_curve_and_nothing_where_there_is_none()
    {
        Assert.True(EvaluationTables.Of([]).IsEmpty);
        Assert.DoesNotContain("Pointwise worst case", ReportPage.Of(Runs.Finished), StringComparison.Ordinal);
        Assert.Contains("Pointwise worst case", ReportPage.Of(Runs.Finished with { Evaluations = [Requests.Evaluated()] }), StringComparison.Ordinal);
    }
}
