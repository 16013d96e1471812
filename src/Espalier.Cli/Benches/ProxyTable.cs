using System.Text.Json;
using Espalier.Evaluation;
using Espalier.Studies;

namespace Espalier.Cli.Benches;

/// <summary>What the bench came to: the content of <c>proxies.json</c>.</summary>
/// <param name="Command">The command that does it again.</param>
/// <param name="Data">Whose images were looked at.</param>
/// <param name="Network">Size of the networks that were scored.</param>
/// <param name="Batch">Images of a batch.</param>
/// <param name="Seed">What everything random derives from.</param>
/// <param name="Environment">What it ran on.</param>
/// <param name="Proxies">The best first.</param>
/// <param name="Stored">How the stored scores do on every benchmark there is.</param>
internal sealed record ProxyTable(
    string Command,
    string Data,
    string Network,
    int Batch,
    ulong Seed,
    RunEnvironment Environment,
    IReadOnlyList<ProxyRow> Proxies,
    IReadOnlyList<StoredRow> Stored)
{
    internal string ToJson() => JsonSerializer.Serialize(this, StudyJson.Document);
}

/// <summary>A proxy on NAS-Bench-201's cells.</summary>
/// <param name="Proxy">Its name.</param>
/// <param name="Accuracy">Our scores against the validation accuracy after 200 epochs on CIFAR-10.</param>
/// <param name="Stored">Our scores against the stored ones; null where none are stored.</param>
/// <param name="StoredAccuracy">The stored scores against that accuracy, on the same cells; null where none are stored.</param>
/// <param name="Published">What others found on all cells.</param>
/// <param name="Milliseconds">Mean of what a cell took, on a clock.</param>
/// <param name="Unscored">Cells without a finite score.</param>
internal sealed record ProxyRow(
    string Proxy,
    RankAgreement Accuracy,
    RankAgreement? Stored,
    RankAgreement? StoredAccuracy,
    PublishedCorrelation? Published,
    double Milliseconds,
    int Unscored);

/// <summary>Stored scores against stored accuracies.</summary>
/// <param name="Benchmark">Whose architectures.</param>
/// <param name="Data">On what.</param>
/// <param name="Proxy">The proxy.</param>
/// <param name="Accuracy">How far they agree.</param>
internal sealed record StoredRow(string Benchmark, string Data, string Proxy, RankAgreement Accuracy);
