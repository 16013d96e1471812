using Espalier.Attacks;
using Espalier.Data;
using Espalier.Evaluation;
using Espalier.Studies;
using Espalier.Tests.Data;
using Espalier.Tests.Training;
using Espalier.Torch.Serialization;

namespace Espalier.Tests.Evaluation;

public sealed class OutcomesFileTests
{
    [Fact]
    public void Everything_that_is_kept_of_these_weights_is_found()
    {
        using var temporary = new TempFolder();
        var model = Path.Combine(temporary.Path, "model.safetensors");
        Weigh(model, 1);
        var weights = ModelFile.Checksum(model);
        Assert.Empty(OutcomesFile.All(model));

        OutcomesFile.Save(Outcomes(weights), model);
        var folder = new RobustFolder(temporary.Path);
        folder.Finish(Requests.Evaluated(model: weights) with { ImagesChecksum = "cd", Right = "1111111100" });
        folder.Finish(Requests.Evaluated("square,fgsm", model: weights));

        var found = OutcomesFile.All(model);
        Assert.Equal(["ab", "cd"], found.Select(kept => kept.Images));
        Assert.Equal("fgsm,square", found[1].Outcomes[1].Threat!.Name);
        Assert.Equal("1111100000", found[1].Outcomes[1].Right);
        Weigh(model, 2);
        Assert.Empty(OutcomesFile.All(model));
    }

    [Theory]
    [InlineData("\"right\": \"101\"", "\"right\": \"10\"")]
    [InlineData("\"right\": \"101\"", "\"right\": \"1x1\"")]
    [InlineData("\"schema\": 1,", "\"schema\": 1, \"more\": 2,")]
    public void A_damaged_file_is_told(string sound, string damaged)
    {
        using var temporary = new TempFolder();
        var model = Path.Combine(temporary.Path, "model.safetensors");
        OutcomesFile.Save(Outcomes("0f"), model);
        var path = OutcomesFile.Of(model);
        var text = File.ReadAllText(path);
        Assert.Contains(sound, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(sound, damaged, StringComparison.Ordinal));

        Assert.Contains(path, Assert.Throws<InvalidInputException>(() => OutcomesFile.Load(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_evaluators_digits_are_its_counts_in_the_order_of_the_images()
    {
        using var network = Toy.Trained();
        var images = Toy.Images(40, seed: 8);
        var attack = new AttackSettings { Epsilon = 16.0 / 255 };

        var report = new Evaluator(batchSize: 16).Robust(network, images, new Fgsm(attack), new Pgd(attack with { Steps = 3 }), seed: 1);

        Assert.Equal(
            [report.Clean.Correct, report.Fgsm.Correct, report.Pgd.Correct],
            report.Outcomes.Select(outcome => outcome.Right.Count(digit => digit == '1')));
        Assert.Equal([null, "fgsm", "pgd-3"], report.Outcomes.Select(outcome => outcome.Threat?.Name));
        for (var image = 0; image < images.Count; image++)
        {
            Assert.Equal(report.Outcomes[0].Right[image] == '1' ? 1 : 0, new Evaluator().Clean(network, images.Select([image])).Correct);
        }

        var attacks = AttackCatalog.Parts("pgd-3", attack);
        var robust = new RobustEvaluator(network, images, attacks, Requests.Of(attacks, images.Count), TimeProvider.System)
            .Run(null, null, new SilentObserver()).Outcomes()!;
        Assert.Equal(report.Outcomes[2], robust.Outcomes[1]);
        Assert.Equal(DataChecksum.Of(images), robust.Images);
        Assert.NotEqual(DataChecksum.Of(images), DataChecksum.Of(images.Take(39)));
    }

    private static void Weigh(string model, float weight)
    {
        using var scope = NewDisposeScope();
        Safetensors.Save(model, new Dictionary<string, Tensor> { ["weight"] = tensor([weight]) });
    }

    private static ImageOutcomes Outcomes(string model) => new()
    {
        Model = model,
        Data = "toy",
        Images = "ab",
        Outcomes = [new(null, "101"), new(new FacedThreat("fgsm", Norm.Linf, 0.01, [new("fgsm", 1, 0.01, false, 1)]), "001")],
    };
}
