using Espalier.Studies;
using Espalier.Tests.Data;

namespace Espalier.Tests.Studies;

public sealed class FreeSpaceTests
{
    [Fact]
    public void There_is_room_for_what_the_process_holds() => Assert.InRange(FreeSpace.MemoryMiB()!.Value, PeakMemory.PresentMiB(), 1e8);

    [Fact]
    public void Disk_is_that_of_the_nearest_folder_that_is_there()
    {
        using var folder = new TempFolder();

        var (place, bytes) = FreeSpace.Disk(Path.Combine(folder.Path, "not", "there", "yet"));

        Assert.Equal(folder.Path, place);
        Assert.True(bytes > 0, $"{bytes}");
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "not")));
    }

    [Fact]
    public void A_peak_begins_anew_where_the_system_allows_it()
    {
        if (PeakMemory.TryReset())
        {
            // Tests beside this one may ask for memory in between.
            Assert.InRange(PeakMemory.MiB(), 0.5 * PeakMemory.PresentMiB(), 1e6);
        }
    }
}
