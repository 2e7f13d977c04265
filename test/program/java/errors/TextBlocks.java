public class TextBlocks {
    String block = """hello
        x
        """;
    String b2 = """
        a \z b
        """;
    String b3 = """
        unclosed
    ;
}
