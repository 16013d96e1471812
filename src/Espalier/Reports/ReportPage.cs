using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Espalier.Reports.Markup;
using Espalier.Reports.Sections;

namespace Espalier.Reports;

/// <summary>A run as one HTML file that needs nothing else: no network, no script to be read, light or dark as the reader's machine is.</summary>
public static class ReportPage
{
    private const string Policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src";
    private static readonly string Style = Resource("report.css");
    private static readonly string Script = Resource("report.js");

    /// <summary>The page. The same run gives the same text.</summary>
    public static string Of(ReportedRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var parts = Section.InReadingOrder.Select(section => (section.Id, section.Title, Body: section.Body(run)))
            .Where(part => !part.Body.IsEmpty).ToArray();
        var title = $"{run.Method} on {run.Data}";

        // Whatever a name might smuggle in could not run or call home: only this script, by its sum, and nothing from elsewhere.
        var sum = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Script)));
        return Html.Of($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="{Policy} 'sha256-{sum}'">
            <meta name="color-scheme" content="light dark">
            <meta name="generator" content="Espalier {run.Version}">
            <title>{title}, seed {run.Seed}</title>
            <link rel="icon" href="data:,">
            <style>{Html.Trusted(Style)}</style>
            </head>
            <body>
            <header>
            <p class="brand">Espalier</p>
            <h1>{title}</h1>
            <p class="facts"><span class="state {run.State}">{run.State}</span>
            seed {run.Seed} · {run.Space} · <span class="name">{run.Name}</span></p>
            <nav aria-label="sections">{parts.Skip(1).Select(part => Html.Of($"<a href=\"#{part.Id}\">{part.Title}</a> "))}</nav>
            </header>
            <main>
            {parts.Select(part => Html.Of($"""
                <section id="{part.Id}" aria-labelledby="{part.Id}-title"><h2 id="{part.Id}-title">{part.Title}</h2>
                {part.Body}</section>

                """))}</main>
            <footer>Made by Espalier {run.Version} on {run.Made:yyyy-MM-dd HH:mm} UTC.</footer>
            <script>{Html.Trusted(Script)}</script>
            </body>
            </html>

            """).ToString();
    }

    private static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Espalier.Reports.{name}")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
