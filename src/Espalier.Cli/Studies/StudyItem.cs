using System.Globalization;
using Espalier.Cli.Output;
using Espalier.Studies;
using Espalier.Studies.Store;

namespace Espalier.Cli.Studies;

/// <summary>A study as <c>runs</c> shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Method">The method's name.</param>
/// <param name="Space">The space's.</param>
/// <param name="Data">The dataset.</param>
/// <param name="Seed">The seed.</param>
/// <param name="State">running, killed, interrupted, finished, failed.</param>
/// <param name="Trials">Genotypes judged.</param>
/// <param name="BestTrial">The best validation accuracy of a trial.</param>
/// <param name="Accuracy">Of the trained network on test images.</param>
/// <param name="BestAccuracy">That on clean test images; before there is one, the best trial's.</param>
/// <param name="Started">UTC.</param>
/// <param name="Seconds">Worked, over all sessions.</param>
/// <param name="Folder">Where its files are.</param>
/// <param name="Store">Where it is recorded.</param>
internal sealed record StudyItem(
    string Id,
    string Method,
    string Space,
    string Data,
    ulong Seed,
    string State,
    int Trials,
    double? BestTrial,
    ResultAccuracy? Accuracy,
    double? BestAccuracy,
    DateTime Started,
    double Seconds,
    string Folder,
    string Store)
{
    internal static StudyItem Of(StudyOverview overview, StoreAddress store)
    {
        var (study, test) = (overview.Study, overview.Test);
        var accuracy = test.Count == 0 ? null : new ResultAccuracy(Test("clean"), Test("fgsm"), Test("pgd"));
        return new(
            study.Id,
            study.Method,
            study.Space,
            study.Data,
            study.Seed,
            Liveness.Of(study, overview.Sessions),
            overview.Trials,
            overview.BestTrial,
            accuracy,
            accuracy?.Clean ?? overview.BestTrial,
            study.Started,
            overview.Worked.TotalSeconds,
            study.Folder,
            store.Text);

        double? Test(string name) => test.TryGetValue(name, out var value) ? value : null;
    }

    /// <summary>A table of studies.</summary>
    internal static void Print(IReadOnlyList<StudyItem> items)
    {
        var sheet = new Sheet(
            "id", "method", "space", "data", ">seed", "state", ">trials", ">best trial", ">test", ">PGD", "started (UTC)", ">duration");
        foreach (var item in items)
        {
            sheet.Add(
                item.Id,
                item.Method,
                item.Space,
                item.Data,
                item.Seed.ToString(CultureInfo.InvariantCulture),
                item.State,
                Readable.Count(item.Trials),
                Readable.Share(item.BestTrial),
                Readable.Share(item.Accuracy?.Clean),
                Readable.Share(item.Accuracy?.Pgd),
                Readable.Time(item.Started),
                Readable.Duration(TimeSpan.FromSeconds(item.Seconds)));
        }

        sheet.Print();
    }
}
