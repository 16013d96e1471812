using Espalier.Reports;
using Espalier.Tests.Data;

namespace Espalier.Tests.Reports;

public sealed class RunCurvesTests
{
    [Fact]
    public void Lines_become_curves_by_name()
    {
        var curves = Read("""
            {"epoch":0,"step":0,"report":{"trainLoss":2,"objectives":{"robustness":4,"accuracy":3},"gamma":[0.25,0.75]}}
            {"epoch":0,"step":1,"report":{"trainLoss":"NaN"}}
            {"summary":{"epoch":0,"trainLoss":2,"objectives":{"robustness":4,"accuracy":3},"entropy":[[1],[2]],"genotype":"g"}}
            {"training":{"epoch":0,"loss":1.5}}
            {"training":{"epoch":1,"loss":1.25}}
            {"training":{"epoch":0,"loss":3},"finalist":2,"replicate":1}
            {"later":{"unknown":1}}

            """);

        Assert.Equal([new CurvePoint(0.5, 2), new CurvePoint(1, double.NaN)], curves.Steps["trainLoss"]);
        Assert.Equal([new CurvePoint(0, 2)], curves.Epochs["entropy.1.0"]);
        Assert.Equal([new CurvePoint(0, 1.5), new CurvePoint(1, 1.25)], curves.Training["loss"]);
        Assert.Equal([new CurvePoint(0, 3)], curves.OtherTrainings["finalist 2, replicate 1"]["loss"]);
        Assert.Equal(["robustness", "accuracy"], curves.ObjectiveNames);
        Assert.Empty(curves.Trials);
    }

    [Fact]
    public void Trials_keep_whatever_is_told_of_them_and_half_a_line_is_passed_over()
    {
        var curves = Read("{\"genotype\":\"g\",\"accuracy\":0.5,\"more\":{\"pgd\":0.25}}\n{\"genotype\":\"h\",\"fai");

        Assert.Equal("0.25", Assert.Single(curves.Trials)["more.pgd"]);
    }

    [Fact]
    public void A_line_that_is_no_document_is_told_with_its_number()
    {
        var fault = Assert.Throws<InvalidInputException>(() => Read("{}\n[1]\n{}\n"));

        Assert.Contains("line 2", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_log_is_an_empty_one() => Assert.Empty(RunCurves.Read("/nowhere/log.jsonl").Steps);

    private static RunCurves Read(string text)
    {
        using var folder = new TempFolder();
        return RunCurves.Read(folder.Write("log.jsonl", System.Text.Encoding.UTF8.GetBytes(text)));
    }
}
