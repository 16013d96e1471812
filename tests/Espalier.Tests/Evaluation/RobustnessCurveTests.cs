using System.Text.Json;
using Espalier.Attacks;
using Espalier.Evaluation;
using Espalier.Studies;
using Espalier.Tests.Data;
using Espalier.Tests.Training;

namespace Espalier.Tests.Evaluation;

public sealed class RobustnessCurveTests
{
    [Fact]
    public void Accuracy_falls_with_the_radius_and_each_point_is_what_the_evaluator_says()
    {
        using var network = Toy.Trained();
        var images = Toy.Images(60, seed: 8);
        var before = LiveTensorsOfThread;

        var curve = RobustnessCurve.Measure(network, images, "0f", 3.0 / 255, steps: 3, seed: 5);

        Assert.Equal(before, LiveTensorsOfThread);
        Assert.Equal([0, 1, 2, 3, 4, 8, 12, 16], curve.Points.Select(point => (int)Math.Round(point.Epsilon * 255)));
        Assert.Equal(new Evaluator().Clean(network, images), curve.At(curve.Points[0]));
        Assert.Equal(
            new Evaluator().Attacked(network, images, new Pgd(new AttackSettings { Epsilon = 8.0 / 255, Steps = 3 }), seed: 5),
            curve.At(curve.Points[5]));
        Assert.True(curve.Points[^1].Correct < curve.Points[0].Correct / 2, $"{curve.Points[^1].Correct} of {curve.Points[0].Correct}");
        Assert.Equal(
            JsonSerializer.Serialize(curve), JsonSerializer.Serialize(RobustnessCurve.Measure(network, images, "0f", 3.0 / 255, 3, 5)));
    }

    [Fact]
    public void The_runs_own_radius_is_there_once()
    {
        Assert.Equal(7, RobustnessCurve.RadiiWith(8.0 / 255).Count);
        Assert.Equal(7, RobustnessCurve.RadiiWith(0).Count);
        Assert.Equal(8, RobustnessCurve.RadiiWith(0.3).Count);
    }

    [Theory]
    [InlineData("\"images\":20", "\"images\":5")]
    [InlineData("\"correct\":15", "\"correct\":-1")]
    [InlineData("\"epsilon\":0.5", "\"epsilon\":\"NaN\"")]
    [InlineData("\"schema\":1,", "\"schema\":1,\"more\":1,")]
    public void A_damaged_file_is_told(string sound, string damaged)
    {
        using var folder = new TempFolder();
        var text = JsonSerializer.Serialize(
            new RobustnessCurve { Model = "0f", Data = "toy", Images = 20, Steps = 2, Seed = 1, Points = [new(0, 15), new(0.5, 0)] },
            StudyJson.Line);
        var path = folder.Write("robustness.json", System.Text.Encoding.UTF8.GetBytes(text));
        Assert.Equal(15, RobustnessCurve.TryLoad(path)!.Points[0].Correct);

        File.WriteAllText(path, text.Replace(sound, damaged, StringComparison.Ordinal));

        Assert.Contains("delete it", Assert.Throws<InvalidInputException>(() => RobustnessCurve.TryLoad(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void There_may_be_no_file() => Assert.Null(RobustnessCurve.TryLoad("/nowhere/robustness.json"));
}
