using static Espalier.Torch.torch;

namespace Espalier.Torch.Tests;

/// <summary>Random numbers come from the generator that was given, and from nowhere else.</summary>
public class GeneratorTests
{
    private static readonly Dictionary<string, Func<Generator?, Tensor>> Draws = new(StringComparer.Ordinal)
    {
        ["rand"] = g => rand([7], generator: g),
        ["randn"] = g => randn([33], generator: g),
        ["randint"] = g => randint(1000, [7], generator: g),
        ["randperm"] = g => randperm(20, generator: g),
        ["uniform_"] = g => empty([7]).uniform_(-1, 1, g),
        ["normal_"] = g => empty([7]).normal_(2, 3, g),
        ["bernoulli_"] = g => empty([60]).bernoulli_(0.5, g),
    };

    public static TheoryData<string> Names => [.. Draws.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_seed_gives_the_same_draws(string name)
    {
        using var scope = NewDisposeScope();
        using var first = new Generator(42);
        using var second = new Generator(42);
        using var other = new Generator(43);
        var draw = Draws[name];

        var drawn = draw(first);

        Assert.True(equal(drawn, draw(second)));
        Assert.False(equal(drawn, draw(other)));
        Assert.False(equal(drawn, draw(first)));
        Assert.True(equal(drawn, draw(first.manual_seed(42))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_state_put_back_repeats_what_followed_it(string name)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(7);
        using var resumed = new Generator(1);
        randn([3], generator: generator);
        var state = generator.get_state();
        var draw = Draws[name];

        var (first, second) = (draw(generator), draw(generator));
        resumed.set_state(state);

        Assert.True(equal(first, draw(resumed)));
        Assert.True(equal(second, draw(resumed)));
        Assert.True(equal(generator.get_state(), resumed.get_state()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_generator_and_the_default_one_do_not_disturb_each_other(string name)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(9);
        using var undisturbed = new Generator(9);
        var before = default_generator.get_state();
        var draw = Draws[name];

        draw(generator);
        Assert.True(equal(before, default_generator.get_state()));
        draw(null);
        Assert.False(equal(before, default_generator.get_state()));

        Assert.False(equal(before, generator.get_state()));
        draw(undisturbed);
        Assert.True(equal(draw(undisturbed), draw(generator)));
        default_generator.set_state(before);
    }

    [Fact]
    public void The_default_generator_is_seeded_by_name()
    {
        using var scope = NewDisposeScope();
        var before = default_generator.get_state();
        using var same = new Generator(11);

        Assert.Same(default_generator, manual_seed(11));

        Assert.True(equal(rand([5]), rand([5], generator: same)));
        Assert.Equal(11, default_generator.initial_seed());
        default_generator.set_state(before);
    }

    [Fact]
    public void Every_bit_of_a_seed_counts()
    {
        using var largest = new Generator(ulong.MaxValue);
        using var byDefault = new Generator();

        Assert.Equal(-1, largest.initial_seed());
        Assert.Equal(67280421310721, byDefault.initial_seed());
        Assert.Equal(-5, largest.manual_seed(-5).initial_seed());
    }

    [Fact]
    public void Two_threads_with_generators_of_their_own_draw_the_same()
    {
        var drawn = new float[2][];

        OtherThread.RunAll([.. Enumerable.Range(0, 2).Select(i => (Action)(() =>
        {
            using var scope = NewDisposeScope();
            using var generator = new Generator(3);
            drawn[i] = cat([.. Enumerable.Range(0, 50).Select(_ => rand([4], generator: generator))]).data<float>().ToArray();
        }))]);

        Assert.Equal(drawn[0], drawn[1]);
    }

    [Fact]
    public void Draws_without_a_generator_use_none_of_this_one()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(4);
        var before = generator.get_state();

        nn.functional.dropout(ones([100]));

        Assert.True(equal(before, generator.get_state()));
        Assert.Equal(ScalarType.Byte, before.dtype);
    }
}
