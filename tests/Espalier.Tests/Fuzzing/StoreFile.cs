using Espalier.Studies.Store;
using Espalier.Tests.Data;
using Espalier.Tests.Studies.Store;

namespace Espalier.Tests.Fuzzing;

/// <summary>A study store as a file, and everything that is read of one.</summary>
internal static class StoreFile
{
    /// <summary>A store of a study with rows in every table.</summary>
    public static byte[] Sound()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, StoreAddress.FileName);
        using (var store = StudyStore.Open(StoreAddress.At(path)))
        {
            const string Id = "0123456789ab";
            store.Write(
            [
                Rows.Study(Id),
                Rows.Session(Id),
                .. Enumerable.Range(0, 20).Select(number => Rows.Trial(Id, number)),
                .. Enumerable.Range(0, 20).Select(step => Rows.Metric(Id, "train_loss", step, 1.0 / (step + 1))),
                new MetricRow { StudyId = Id, Stage = StudyStore.TestStage, Name = "clean", Value = 0.5 },
                new ArtefactRow { StudyId = Id, Path = "model.safetensors", Kind = "model", Bytes = 9, Sha256 = new string('a', 64) },
            ]);
        }

        return File.ReadAllBytes(path);
    }

    /// <summary>Reads what <c>runs</c>, <c>show</c> and <c>compare</c> do.</summary>
    public static void Read(string path)
    {
        var address = StoreAddress.At(path);
        using (var store = StudyStore.Open(address, create: false))
        {
            foreach (var study in store.Studies().Select(overview => overview.Study))
            {
                store.Overview(study.Id);
                store.Sessions(study.Id);
                store.Trials(study.Id);
                store.Metrics(study.Id);
                store.Artefacts(study.Id);
            }
        }

        StudyFinder.Find(path, null).Store.Dispose();
    }
}
