using Espalier.Data;
using Espalier.Reports.Markup;

namespace Espalier.Reports.Sections;

/// <summary>What the images look like.</summary>
internal static class DataSection
{
    private const int MostOpenClasses = 12;

    internal static Html Body(ReportedRun run)
    {
        if (run.Dataset is not { } data)
        {
            return Html.Note("The data is not at hand, so none of it is shown.");
        }

        Html figures;
        try
        {
            figures = Html.Trusted(ContactSheet.Figures(data.Train));
        }
        catch (InvalidInputException fault)
        {
            return Html.Note(fault.Message);
        }

        var facts = Html.Note(
            $"{data.Name}: {Numbers.Count(data.Train.Count)} training and {Numbers.Count(data.Test.Count)} test images, {data.Train.Shape}, "
            + $"{data.Train.Classes} classes. The first training images of each class, with how many there are:");
        return data.Train.Classes <= MostOpenClasses
            ? Html.Of($"{facts}<div class=\"sheet\">{figures}</div>\n")
            : Html.Of($"{facts}<details><summary>all {data.Train.Classes} classes</summary><div class=\"sheet\">{figures}</div></details>\n");
    }
}
