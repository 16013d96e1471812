using Espalier.Spaces;
using Espalier.Spaces.Darts;
using Espalier.Tests.Strategies.Gradient;

namespace Espalier.Tests.Spaces;

public sealed class CellPathsTests
{
    [Fact]
    public void A_genotype_is_its_paths()
    {
        var random = new SeededRandom(3);
        foreach (var space in new ICellSpace[] { new DartsSpace(), new SmallSpace() })
        {
            for (var round = 0; round < 20; round++)
            {
                var genotype = space.Sample(random);

                Assert.Equal(genotype, CellPaths.Genotype(space, CellPaths.Of(space, genotype)));
            }
        }
    }
}
