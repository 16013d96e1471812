using Espalier.Objectives;
using Espalier.Spaces;
using Espalier.Strategies;
using Espalier.Strategies.Gradient;

namespace Espalier.Tests.Strategies.Gradient;

public sealed class SdDartsTests
{
    private static readonly SdDartsOptions Quick = new() { TeacherEvery = 1, Teachers = 2, TeacherRamp = 2, ArchitectureRate = 0.01 };

    [Fact]
    public void It_is_darts_in_first_order_until_the_ring_is_full_and_then_is_not()
    {
        using var taught = TinySearch.Of(context => new SdDarts(context, Quick));
        using var darts = TinySearch.Of(new DartsOptions { Order = UnrollOrder.First, ArchitectureRate = 0.01 });

        taught.Steps(0, 2);
        darts.Steps(0, 2);
        Assert.Equal(Weights(darts), Weights(taught));

        taught.Steps(2, 1);
        darts.Steps(2, 1);
        Assert.NotEqual(Weights(darts), Weights(taught));
    }

    // One self, of just now, and no architecture step in between.
    [Fact]
    public void A_teacher_that_equals_the_student_teaches_nothing()
    {
        using var taught = TinySearch.Of(context => new SdDarts(context, Quick with { Teachers = 1, WarmUp = 9 }));
        using var plain = TinySearch.Of(new DartsOptions { Order = UnrollOrder.First, WarmUp = 9 });

        taught.Steps(0, 2);
        plain.Steps(0, 2);

        var (found, expected) = (Weights(taught), Weights(plain));
        Assert.All(found.Zip(expected), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    [Fact]
    public void An_epoch_is_remembered_once_however_often_it_begins()
    {
        using var search = TinySearch.Of(context => new SdDarts(context, new SdDartsOptions { Teachers = 2 }));
        using var scope = NewDisposeScope();

        Assert.Equal(0, Taken());
        search.Steps(0, 2);
        Assert.Equal(0, Taken());
        search.Strategy.BeginEpoch(1);
        search.Strategy.BeginEpoch(1);
        Assert.Equal(1, Taken());
        search.Strategy.BeginEpoch(2);
        Assert.Equal(2, Taken());

        long Taken() => search.Strategy.Capture()["teaching/taken"].ToInt64();
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(2, 0.3)]
    [InlineData(3, 0.6)]
    [InlineData(9, 0.6)]
    public void The_weight_rises_from_the_first_full_ring_on(int remembered, double expected)
    {
        using var generator = new Generator(1);
        using var supernet = TinySearch.NewSupernet(generator);
        using var teaching = new SelfDistillation(supernet, Quick with { TeacherWeight = 0.6 });
        for (var batch = 0; batch < remembered; batch++)
        {
            teaching.EndBatch();
        }

        Assert.Equal(expected, teaching.Weight, 12);
    }

    // Each pass of a teacher is one more: the student sees 2 (architecture, weights), and fgsm-rs makes its images by another.
    [Theory]
    [InlineData("none", 2 + 2)]
    [InlineData("fgsm-rs", 3 + 2)]
    public void The_past_selves_pass_the_images_that_the_weights_train_on(string lower, int expected)
    {
        using var search = TinySearch.Of(context => new SdDarts(context, Quick with { Lower = lower }));
        search.Steps(0, 2);
        var seen = new List<byte[]>();
        using var watch = search.Supernet.modules().OfType<Normalization>().Single()
            .register_forward_hook((_, input, _) => seen.Add(input.detach().contiguous().bytes.ToArray()));

        search.Steps(2, 1);

        Assert.Equal(expected, seen.Count);
        Assert.Equal(seen[^1], seen[^2]);
        Assert.Equal(seen[^1], seen[^3]);
    }

    [Theory]
    [InlineData("sd", "none", TeacherVote.Mean)]
    [InlineData("sd", "fgsm-rs", TeacherVote.Majority)]
    [InlineData("sd", "free-2", TeacherVote.Product)]
    [InlineData("gdas", "none", TeacherVote.Mean)]
    [InlineData("mdenas", "fgsm-rs", TeacherVote.Mean)]
    [InlineData("rarts", "fgsm-rs", TeacherVote.Mean)]
    public void Every_search_can_have_teachers_resumes_with_them_and_leaves_no_tensor(string method, string lower, TeacherVote vote)
    {
        using var straight = TinySearch.Of(Create);
        straight.Steps(0, 3);
        using var scope = NewDisposeScope();
        var captured = straight.Strategy.Capture().ToDictionary(pair => pair.Key, pair => pair.Value.detach().clone());
        var before = LiveTensorsOfThread;
        var expected = straight.Steps(3, 3);
        Assert.Equal(before, LiveTensorsOfThread);

        using var resumed = TinySearch.Of(Create, seed: 77);
        resumed.Strategy.Restore(captured);
        var found = resumed.Steps(3, 3);

        Assert.All(expected, report => Assert.Null(report.Diverged));
        Assert.Equal(expected.Select(report => report.TrainLoss), found.Select(report => report.TrainLoss));
        Assert.Equal(straight.State(), resumed.State());

        GradientStrategy Create(GradientContext context) => method switch
        {
            "sd" => new SdDarts(context, Quick with { Lower = lower, TeacherVote = vote }),
            "gdas" => new Gdas(
                context, new GdasOptions { Lower = lower, Teacher = WeightTeacher.Past, TeacherEvery = 1, Teachers = 2, TeacherVote = vote }),
            "mdenas" => new Mdenas(
                context, new MdenasOptions { Lower = lower, Teacher = WeightTeacher.Past, TeacherEvery = 1, Teachers = 2, TeacherVote = vote }),
            _ => new Rarts(
                context, new RartsOptions { Lower = lower, Teacher = WeightTeacher.Past, TeacherEvery = 1, Teachers = 2, TeacherVote = vote }),
        };
    }

    [Fact]
    public void Everything_is_freed()
    {
        var before = LiveTensorsOfThread;
        using (var search = TinySearch.Of(context => new SdDarts(context, Quick)))
        {
            search.Steps(0, 4);
        }

        Assert.Equal(before, LiveTensorsOfThread);
    }

    [Fact]
    public void Numbers_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SdDartsOptions { Teachers = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SdDartsOptions { TeacherEvery = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SdDartsOptions { TeacherRamp = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SdDartsOptions { TeacherSmoothing = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SdDartsOptions { TeacherTemperature = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SdDartsOptions { TeacherWeight = -1 });
    }

    private static float[] Weights(TinySearch search) => [.. search.Supernet.parameters().SelectMany(weight => weight.data<float>())];
}
