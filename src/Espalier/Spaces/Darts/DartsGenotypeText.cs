namespace Espalier.Spaces.Darts;

/// <summary>Reads a genotype of the DARTS space, or of another on its topology, from text, in either of the two notations.</summary>
/// <remarks>
/// <para>
/// JSON, strict: <c>{"space":"darts","normal":[["sep_conv_3x3",0],...],"normal_concat":[2,3,4,5],"reduce":[...],"reduce_concat":[...]}</c>;
/// keys in any order, each exactly once, no other keys.
/// </para>
/// <para>
/// The field's: <c>Genotype(normal=[('sep_conv_3x3', 0), ...], normal_concat=range(2, 6), reduce=[...], reduce_concat=[2, 3, 4, 5])</c>;
/// either quote, lists or tuples, <c>range(a, b)</c> (from a up to and without b), trailing commas, any white space, and an optional
/// <c>NAME =</c> in front.
/// </para>
/// </remarks>
public static class DartsGenotypeText
{
    internal static string ExampleOf(string space) =>
        $"write {{\"space\":\"{space}\",\"normal\":[[\"sep_conv_3x3\",0],...],\"normal_concat\":[2,3,4,5],"
        + "\"reduce\":[...],\"reduce_concat\":[...]} "
        + "or Genotype(normal=[('sep_conv_3x3', 0), ...], normal_concat=range(2, 6), reduce=[...], reduce_concat=range(2, 6))";

    private static readonly string[] CellKeys = ["normal", "normal_concat", "reduce", "reduce_concat"];

    /// <summary>Reads one genotype of the DARTS space and nothing else.</summary>
    /// <inheritdoc cref="Parse(string, string, DartsChoices)"/>
    public static DartsGenotype Parse(string text, string where) => Parse(text, where, DartsOperations.Choices);

    /// <summary>Reads one genotype of a space on DARTS' topology and nothing else.</summary>
    /// <param name="text">The text, in either notation; JSON names the space.</param>
    /// <param name="where">What to call the text in a message: the file or the option it came from.</param>
    /// <param name="choices">The space's own: its name and its operations.</param>
    /// <exception cref="InvalidInputException">
    /// The text is no legal genotype; the message names the place (column, and line if there are several), the fault and the mend.
    /// </exception>
    public static DartsGenotype Parse(string text, string where, DartsChoices choices)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(where);
        ArgumentNullException.ThrowIfNull(choices);
        var reader = new DartsGenotypeReader(text, where, choices.Space);
        var draft = new Draft(reader, choices);
        if (reader.Peek() == '{')
        {
            ReadJson(reader, draft);
        }
        else
        {
            ReadField(reader, draft);
        }

        reader.TakeEnd();
        return draft.Build();
    }

    private static void ReadJson(DartsGenotypeReader reader, Draft draft)
    {
        reader.Take('{');
        var expected = $"one of the keys {string.Join(", ", CellKeys)}, space";
        var space = false;
        do
        {
            var key = reader.TakeQuoted(DartsNotation.Json, expected);
            reader.Take(':');
            if (key.Value == "space" && !space)
            {
                space = true;
                ReadSpace(reader, draft.Space);
            }
            else
            {
                draft.ReadValue(key, DartsNotation.Json, alreadyRead: space && key.Value == "space");
            }
        }
        while (reader.TryTake(','));
        reader.Take('}');
        draft.RequireAll(space ? null : "space");
    }

    private static void ReadSpace(DartsGenotypeReader reader, string space)
    {
        var name = reader.TakeQuoted(DartsNotation.Json, "the name of the space");
        if (name.Value != space)
        {
            var found = DartsGenotypeRules.Quotable(name.Value);
            throw reader.Fault(name.At, $"the space is '{found}'", $"give a genotype of the space '{space}'");
        }
    }

    private static void ReadField(DartsGenotypeReader reader, Draft draft)
    {
        var name = reader.TakeName("a genotype");
        if (reader.TryTake('='))
        {
            name = reader.TakeName("Genotype(");
        }

        if (name.Value != "Genotype")
        {
            throw reader.Fault(name.At, $"found '{DartsGenotypeRules.Quotable(name.Value)}' where Genotype( was expected", reader.Example);
        }

        reader.Take('(');
        do
        {
            if (reader.Peek() == ')')
            {
                break;
            }

            var key = reader.TakeName($"one of the names {string.Join(", ", CellKeys)}");
            reader.Take('=');
            draft.ReadValue(key, DartsNotation.Field, alreadyRead: false);
        }
        while (reader.TryTake(','));
        reader.Take(')');
        draft.RequireAll(null);
    }

    /// <summary>What has been read so far, with the place of every entry for the messages.</summary>
    private sealed class Draft(DartsGenotypeReader reader, DartsChoices choices)
    {
        // Longer ranges cannot be nodes of a cell; the limit keeps a hostile number from filling memory.
        private const int LongestRange = 1000;

        private readonly Dictionary<string, Located<List<Located<(string Operation, int Input)>>>> edges = [];
        private readonly Dictionary<string, Located<List<Located<int>>>> concats = [];

        internal string Space => choices.Space;

        internal void ReadValue(Located<string> key, DartsNotation notation, bool alreadyRead)
        {
            if (alreadyRead || edges.ContainsKey(key.Value) || concats.ContainsKey(key.Value))
            {
                throw reader.Fault(key.At, $"'{key.Value}' is given twice", "give it once");
            }

            switch (key.Value)
            {
                case "normal" or "reduce":
                    edges[key.Value] = reader.TakeList(notation, "a list of edges", () => ReadEdge(notation));
                    break;
                case "normal_concat" or "reduce_concat":
                    concats[key.Value] = notation == DartsNotation.Field && reader.Peek() == 'r'
                        ? ReadRange()
                        : reader.TakeList(notation, "a list of nodes", reader.TakeInteger);
                    break;
                default:
                    var found = DartsGenotypeRules.Quotable(key.Value);
                    throw reader.Fault(key.At, $"unknown key '{found}'", $"the keys are {string.Join(", ", CellKeys)}");
            }
        }

        internal void RequireAll(string? alsoMissing)
        {
            var missing = CellKeys.Where(key => !edges.ContainsKey(key) && !concats.ContainsKey(key)).ToList();
            if (alsoMissing is not null)
            {
                missing.Insert(0, alsoMissing);
            }

            if (missing.Count > 0)
            {
                throw reader.Fault(reader.Position - 1, $"the genotype ends without {string.Join(", ", missing)}", "add what is missing");
            }
        }

        internal DartsGenotype Build()
        {
            Check("normal");
            Check("reduce");
            return new(choices, Edges("normal"), Concat("normal_concat"), Edges("reduce"), Concat("reduce_concat"));
        }

        private List<(string Operation, int Input)> Edges(string key) => edges[key].Value.ConvertAll(edge => edge.Value);

        private List<int> Concat(string key) => concats[key].Value.ConvertAll(node => node.Value);

        private void Check(string cell)
        {
            var concat = $"{cell}_concat";
            if (DartsGenotypeRules.FirstFault(choices, Edges(cell), Concat(concat)) is not { } fault)
            {
                return;
            }

            var at = fault.Part == DartsCellPart.Edges ? Place(edges[cell], fault.Index) : Place(concats[concat], fault.Index);
            throw reader.Fault(at, $"{(fault.Part == DartsCellPart.Edges ? cell : concat)}: {fault.What}", fault.Mend);
        }

        /// <summary>A fault of the whole list stands at its bracket, a fault of an entry at the entry.</summary>
        private static int Place<T>(Located<List<Located<T>>> list, int? index) =>
            index is { } entry ? list.Value[entry].At : list.At;

        private Located<(string Operation, int Input)> ReadEdge(DartsNotation notation)
        {
            var tuple = notation == DartsNotation.Field && reader.Peek() == '(';
            if (!tuple && reader.Peek() != '[')
            {
                throw reader.Unexpected("an edge: an operation and an input");
            }

            var start = reader.Position;
            reader.Take(tuple ? '(' : '[');
            var operation = reader.TakeQuoted(notation, "the name of an operation in quotes");
            reader.Take(',');
            var input = reader.TakeInteger();
            if (notation == DartsNotation.Field)
            {
                reader.TryTake(',');
            }

            reader.Take(tuple ? ')' : ']');
            return new((operation.Value, input.Value), start);
        }

        private Located<List<Located<int>>> ReadRange()
        {
            var word = reader.TakeName("range(a, b)");
            if (word.Value != "range")
            {
                var found = DartsGenotypeRules.Quotable(word.Value);
                throw reader.Fault(word.At, $"found '{found}'", "write range(2, 6) or a list such as [2, 3, 4, 5]");
            }

            reader.Take('(');
            var first = reader.TakeInteger();
            reader.Take(',');
            var end = reader.TakeInteger();
            reader.TryTake(',');
            reader.Take(')');
            var length = (long)end.Value - first.Value;
            if (length > LongestRange)
            {
                throw reader.Fault(end.At, $"a range of {length} nodes", $"a cell has at most {LongestRange} nodes");
            }

            var nodes = new List<Located<int>>();
            for (var node = first.Value; node < end.Value; node++)
            {
                nodes.Add(new(node, word.At));
            }

            return new(nodes, word.At);
        }
    }
}
