using Espalier.Spaces.Darts;

namespace Espalier.Tests.Spaces.Darts;

public sealed class DartsGenotypeTextTests
{
    private const string Json =
        """{"space":"darts","normal":[["none",0],["skip_connect",1]],"normal_concat":[2],"""
        + """ "reduce":[["none",0],["none",1]],"reduce_concat":[2]}""";

    private const string Field =
        "Genotype(normal=[('none', 0), ('skip_connect', 1)], normal_concat=range(2, 3), "
        + "reduce=[('none', 0), ('none', 1)], reduce_concat=[2])";

    [Fact]
    public void Printing_and_parsing_are_inverse_in_both_notations()
    {
        var random = new SeededRandom(1);
        for (var round = 0; round < 500; round++)
        {
            var genotype = DartsGenotypeSamples.Next(random);

            var fromJson = DartsGenotypeText.Parse(genotype.Text, "json");
            var fromField = DartsGenotypeText.Parse(genotype.FieldNotation, "field");

            Assert.Equal(genotype, fromJson);
            Assert.Equal(genotype, fromField);
            Assert.Equal(genotype.GetHashCode(), fromField.GetHashCode());
            Assert.Equal(genotype.FieldNotation, fromJson.FieldNotation);
        }
    }

    public static TheoryData<string> Dresses =>
    [
        """
        { "reduce_concat" : [ 2 ] , "reduce":[["none",1],
          ["none",0]],"space":"darts", "normal_concat":[2],"normal":[["none",0],["skip_connect",1]] }

        """,
        Field.Replace("range(2, 3)", "[2]", StringComparison.Ordinal),
        """
        MINE = Genotype(normal=[("none", 0), ('skip_connect', 1),], normal_concat=(2,),
            reduce=(['none', 0], ('none', 1,)), reduce_concat=range(2, 3,),)
        """,
        """
        my_cell=Genotype(
          reduce = [ ('none',1) , ('none',0) ],
          reduce_concat = range( 2 ,3 ),
          normal=[('none', 0),
                  ('skip_connect', 1)], normal_concat=[2,]
        )

        """,
        $"\r\n\t{Field}\r\n",
    ];

    [Theory]
    [MemberData(nameof(Dresses))]
    public void Both_notations_are_read_in_every_usual_dress(string text) =>
        Assert.Equal(DartsGenotypeText.Parse(Json, "test"), DartsGenotypeText.Parse(text, "test"));

    [Theory]
    [InlineData("'skip_connect', 1", "'skip_conect', 1", "column 31: normal: unknown operation 'skip_conect'; did you mean 'skip_")]
    [InlineData("'skip_connect', 1", "'conv', 1", "Known operations: none, max_pool_3x3, avg_pool_3x3, skip_connect, sep_conv_3x3")]
    [InlineData("'skip_connect', 1", "'skip_connect', 2", "column 31: normal: node 0 cannot take input 2; use an input from 0 to 1")]
    [InlineData("'skip_connect', 1", "'skip_connect', 0", "column 31: normal: both edges of node 0 come from input 0")]
    [InlineData(", ('skip_connect', 1)", "", "column 17: normal: 1 edges; give 2 edges for each node")]
    [InlineData("range(2, 3)", "range(2, 2)", "column 67: normal_concat: no node is concatenated")]
    [InlineData("range(2, 3)", "range(2, 2000000000)", "column 76: a range of 1999999998 nodes")]
    [InlineData("range(2, 3)", "rang(2, 3)", "column 67: found 'rang'; write range(2, 6) or a list")]
    [InlineData("range(2, 3)", "[2, 2]", "column 71: normal_concat: node 2 is concatenated twice")]
    [InlineData("[2])", "[3])", "reduce_concat: 3 is not a node of the cell; use nodes from 2 to 2")]
    [InlineData("[2])", "[2.0])", "'2.0' is no whole number")]
    [InlineData("[2])", "[02])", "'02' is no whole number")]
    [InlineData("[2])", "[99999999999])", "'99999999999' is no whole number")]
    [InlineData("[2])", "[2]", "the text ends where ')' was expected")]
    [InlineData("[2])", "[2]) # mine", "'# mine' follows the genotype")]
    [InlineData("reduce_concat=", "normal=", "column 115: 'normal' is given twice; give it once")]
    [InlineData("[('none', 0), ('none', 1)]", "[2]", "found '2' where an edge: an operation and an input was expected")]
    [InlineData(", reduce_concat=[2]", "", "the genotype ends without reduce_concat; add what is missing")]
    [InlineData("reduce_concat=[2]", "reduce_concat=[2], normal_concat=[2]", "'normal_concat' is given twice; give it once")]
    [InlineData("reduce_concat", "reduceconcat", "unknown key 'reduceconcat'; the keys are normal, normal_concat, reduce, reduce_concat")]
    [InlineData("Genotype(", "Genome(", "column 1: found 'Genome' where Genotype( was expected")]
    [InlineData("'none', 0", "'no\\x6ee', 0", "an escape or control character inside quotes; write plain names")]
    [InlineData("reduce_concat=[2])", "'reduce_concat", "where one of the names normal, normal_concat")]
    [InlineData("('none', 1)], reduce_concat=[2])", "('none", "a quote is opened and never closed; close it with '")]
    public void Faults_of_the_field_notation_say_where_what_and_how_to_mend(string sound, string broken, string expected)
    {
        var text = Field.Replace(sound, broken, StringComparison.Ordinal);

        var fault = Assert.Throws<InvalidInputException>(() => DartsGenotypeText.Parse(text, "file.txt"));

        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
        Assert.StartsWith("file.txt, column ", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"darts\"", "\"nasnet\"", "column 10: the space is 'nasnet'; give a genotype of the space 'darts'")]
    [InlineData("\"space\":\"darts\",", "", "the genotype ends without space")]
    [InlineData("\"space\":\"darts\",", "\"space\":\"darts\",\"space\":\"darts\",", "column 18: 'space' is given twice")]
    [InlineData("\"normal_concat\":[2]", "\"normal_concat\":[2],\"normal_concat\":[2]", "'normal_concat' is given twice")]
    [InlineData("\"normal_concat\":[2]", "\"normal_concat\":[2],\"note\":1", "unknown key 'note'")]
    [InlineData("\"normal_concat\":[2]", "\"normal_concat\":[2,]", "where a whole number was expected")]
    [InlineData("\"normal_concat\":[2]", "\"normal_concat\":range(2,3)", "where a list of nodes was expected")]
    [InlineData("\"normal_concat\":[2]", "\"normal_concat\":(2)", "where a list of nodes was expected")]
    [InlineData("\"none\",0", "'none',0", "where the name of an operation in quotes was expected")]
    [InlineData("[\"none\",0]", "[\"none\",0,]", "found ',' where ']' was expected")]
    [InlineData("[\"none\",0]", "(\"none\",0)", "where an edge: an operation and an input was expected")]
    [InlineData("}", ",}", "where one of the keys")]
    [InlineData("}", "} {", "'{' follows the genotype")]
    public void Faults_of_the_json_say_where_what_and_how_to_mend(string sound, string broken, string expected)
    {
        var text = Json.Replace(sound, broken, StringComparison.Ordinal);

        var fault = Assert.Throws<InvalidInputException>(() => DartsGenotypeText.Parse(text, "genotype.json"));

        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    [InlineData("|nor_conv_3x3~0|+|skip_connect~0|none~1|")]
    [InlineData("genotype.json")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("Genotype()")]
    [InlineData("Genotype")]
    [InlineData("= Genotype()")]
    [InlineData("{\"space\":\"dar")]
    public void Texts_that_are_no_genotype_are_input_faults(string text) =>
        Assert.Throws<InvalidInputException>(() => DartsGenotypeText.Parse(text, "--genotype"));

    [Fact]
    public void Several_lines_are_counted()
    {
        var text = Field.Replace(", reduce=", ",\nreduce=", StringComparison.Ordinal)
            .Replace("('none', 1)", "('nine', 1)", StringComparison.Ordinal);

        var fault = Assert.Throws<InvalidInputException>(() => DartsGenotypeText.Parse(text, "cell.py"));

        const string Expected = "cell.py, line 2, column 22: reduce: unknown operation 'nine'; did you mean 'none'?";
        Assert.StartsWith(Expected, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mutated_texts_parse_or_are_input_faults_of_one_line()
    {
        const string Alphabet = "{}[](),:='\"\\ \n\t\u2028\ud800abnre0123456789-+._x\0";
        var random = new SeededRandom(2);
        var refused = 0;
        for (var round = 0; round < 2000; round++)
        {
            var genotype = DartsGenotypeSamples.Next(random);
            var text = Mutate(random, random.Next(2) == 0 ? genotype.Text : genotype.FieldNotation, Alphabet);
            try
            {
                // A text that is still accepted must describe a legal genotype with a canonical text of its own.
                var parsed = DartsGenotypeText.Parse(text, "mutated");
                Assert.Equal(parsed, DartsGenotypeText.Parse(parsed.Text, "again"));
            }
            catch (InvalidInputException fault)
            {
                refused++;
                Assert.StartsWith("mutated, ", fault.Message, StringComparison.Ordinal);
                Assert.DoesNotContain(fault.Message, symbol => char.IsControl(symbol) || symbol is '\u2028');
            }
        }

        Assert.InRange(refused, 1000, 2000);
    }

    private static string Mutate(SeededRandom random, string text, string alphabet)
    {
        for (var times = random.Next(1, 4); times > 0 && text.Length > 1; times--)
        {
            var at = random.Next(text.Length);
            var symbol = alphabet[random.Next(alphabet.Length)].ToString();
            var length = Math.Min(random.Next(1, 12), text.Length - at);
            text = random.Next(5) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, symbol),
                2 => text.Remove(at, 1).Insert(at, symbol),
                3 => text[..at],
                _ => text.Insert(random.Next(text.Length), text.Substring(at, length)),
            };
        }

        return text;
    }
}
