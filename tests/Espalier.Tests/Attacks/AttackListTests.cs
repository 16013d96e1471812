using Espalier.Attacks;
using Espalier.Tests.Training;

namespace Espalier.Tests.Attacks;

public sealed class AttackListTests
{
    [Fact]
    public void The_worst_case_counts_and_no_attack_sees_what_is_broken()
    {
        using var scope = NewDisposeScope();
        using var network = Toy.Trained();
        using var generator = new Generator(1);
        using var batch = Espalier.Data.BatchLoader.ForEvaluation(Toy.Images(64, seed: 9), 64).Epoch(0).Single();
        var settings = new AttackSettings { Epsilon = 6.0 / 255 };
        var (fgsm, pgd) = (new Watched(new Fgsm(settings)), new Watched(new Pgd(settings)));

        var found = new AttackList(new NamedAttack("fgsm", fgsm), new NamedAttack("pgd", pgd)).Perturb(network, batch.Images, batch.Labels, generator);

        var alone = new[] { fgsm.Attack, pgd.Attack }.Select(attack => Standing(attack.Perturb(network, batch.Images, batch.Labels, generator))).ToArray();
        Assert.Equal(64 - Standing(batch.Images), 64 - fgsm.Shown);
        Assert.Equal(alone[0], pgd.Shown);
        Assert.True(Standing(found) <= alone.Min());

        int Standing(Tensor images) => Margin.Broken(network.call(images), batch.Labels).Count(broken => !broken);
    }

    [Fact]
    public void One_list_has_one_threat_model()
    {
        var (narrow, wide) = (new NamedAttack("a", new Fgsm(Attacking.Settings(0.1))), new NamedAttack("b", new Fgsm(Attacking.Settings(0.2))));

        Assert.Throws<ArgumentException>(() => new AttackList(narrow, wide));
        Assert.Throws<ArgumentException>(() => new AttackList());
        Assert.Equal(0.1, new AttackList(narrow, narrow).Settings.Epsilon);
    }

    private sealed class Watched(IAttack attack) : IAttack
    {
        public IAttack Attack => attack;

        public int Shown { get; private set; }

        public AttackSettings Settings => attack.Settings;

        public Tensor Perturb(Module<Tensor, Tensor> model, Tensor images, Tensor labels, Generator generator)
        {
            Shown += (int)images.size(0);
            return attack.Perturb(model, images, labels, generator);
        }
    }
}
