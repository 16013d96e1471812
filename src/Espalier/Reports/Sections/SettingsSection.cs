using Espalier.Reports.Markup;
using Espalier.Studies;

namespace Espalier.Reports.Sections;

/// <summary>What decided the run: limits first, then everything.</summary>
internal static class SettingsSection
{
    private const string Limits = "limits.";
    private const string AnyLimit = "limits.bind";
    private static readonly string[] ToldElsewhere = ["command", "genotype"];

    internal static Html Body(ReportedRun run)
    {
        var settings = FlatJson.Of(run.Settings);
        var limits = new HtmlTable("limits", "limit", ">value");
        var all = new HtmlTable("settings", "setting", ">value");
        foreach (var (name, value) in settings.Where(setting => !ToldElsewhere.Contains(setting.Key)))
        {
            if (name == AnyLimit)
            {
                continue;
            }

            if (name.StartsWith(Limits, StringComparison.Ordinal))
            {
                limits.Add(name[Limits.Length..], value);
            }
            else
            {
                all.Add(name, value);
            }
        }

        return Html.Of($"""
            <h3>Limits</h3>
            {(limits.IsEmpty ? Html.Note("None were set.") : limits.ToHtml())}<h3>All settings</h3>
            <details><summary>{settings.Count} settings, as run.json has them</summary>{all.ToHtml()}</details>

            """);
    }
}
