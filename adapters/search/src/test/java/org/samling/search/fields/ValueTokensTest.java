package org.samling.search.fields;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.analysis.tokenattributes.TermToBytesRefAttribute;
import org.apache.lucene.document.Field;
import org.junit.jupiter.api.Test;

/** The words of a field as Lucene gets them. */
class ValueTokensTest {

  private static final List<Value> LONG =
      List.of(
          new Value(List.of("den", "lille", "ø".repeat(200)), 1, List.of()),
          Value.of(List.of("ø")));

  private static final List<Value> SHORT = List.of(Value.of(List.of("en", "sø")));

  @Test
  void firstAndLastWordsOfAValueStandThereMarkedToo() throws Exception {
    assertThat(tokens(field(SHORT).tokenStream(null, null)))
        .containsExactly("0 en", "0 ^en", "1 sø", "1 sø$");
    assertThat(tokens(field(LONG).tokenStream(null, null)))
        .startsWith("0 den", "0 ^den", "1 lille", "1 ^lille")
        .endsWith("1024 ø", "1024 ^ø", "1024 ø$", "1024 ^ø$");
  }

  @Test
  void streamThatIsUsedAgainPassesTheWordsOfItsNextDocumentOnly() throws Exception {
    var stream = field(LONG).tokenStream(null, null);
    var whole = tokens(stream);
    assertThat(stream.incrementToken()).isFalse();

    var again = field(SHORT).tokenStream(null, stream);
    assertThat(again).isSameAs(stream);
    assertThat(tokens(again)).isEqualTo(tokens(field(SHORT).tokenStream(null, null)));
    assertThat(tokens(field(LONG).tokenStream(null, again))).isEqualTo(whole);
  }

  private static Field field(List<Value> values) {
    return new WordsField("words", values, IndexFields.WORDS);
  }

  /** Each token behind its position. */
  private static List<String> tokens(TokenStream stream) throws Exception {
    var term = stream.getAttribute(TermToBytesRefAttribute.class);
    var step = stream.getAttribute(PositionIncrementAttribute.class);
    var tokens = new ArrayList<String>();
    var position = -1;
    stream.reset();
    while (stream.incrementToken()) {
      position += step.getPositionIncrement();
      tokens.add(position + " " + term.getBytesRef().utf8ToString());
    }
    stream.end();
    stream.close();
    return tokens;
  }
}
