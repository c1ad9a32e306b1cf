package org.samling.zoom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.samling.core.search.Query;
import org.samling.core.search.Query.Anchor;
import org.samling.core.search.Query.Match;
import org.samling.core.search.Query.Relation;
import org.samling.core.search.Query.Term;
import org.samling.core.search.Query.Truncation;
import org.samling.core.search.SearchException;
import org.samling.core.search.SearchField;

class CqlTest {

  private static Term title(Match match, Anchor anchor, Truncation truncation, String text) {
    return new Term(SearchField.TITLE, Relation.EQUAL, match, anchor, truncation, text);
  }

  @Test
  void termsSayHowTheyAreMeant() {
    assertThat(Cql.of(title(Match.WORDS, Anchor.ANYWHERE, Truncation.RIGHT, "den afr")))
        .isEqualTo("dc.title all \"den* afr*\"");
    assertThat(Cql.of(title(Match.PHRASE, Anchor.FIELD_START, Truncation.RIGHT, "den afr")))
        .isEqualTo("dc.title adj \"^den afr*\"");
    assertThat(Cql.of(title(Match.PHRASE, Anchor.WHOLE_FIELD, Truncation.NONE, "den afr")))
        .isEqualTo("dc.title == \"den afr\"");
    assertThat(
            Cql.of(
                new Term(
                    SearchField.YEAR,
                    Relation.GREATER_OR_EQUAL,
                    Match.WORDS,
                    Anchor.ANYWHERE,
                    Truncation.NONE,
                    "1990")))
        .isEqualTo("dc.date >= \"1990\"");
  }

  @Test
  void operatorsStandBetweenTheirOperandsInBrackets() {
    var a = Term.words(SearchField.ISBN, "1");
    assertThat(Cql.of(new Query.AndNot(new Query.Or(a, a), a)))
        .isEqualTo("((bath.isbn = \"1\") or (bath.isbn = \"1\")) not (bath.isbn = \"1\")");
  }

  @Test
  void signsThatMeanSomethingAreEscaped() {
    assertThat(Cql.of(title(Match.PHRASE, Anchor.ANYWHERE, Truncation.NONE, "a\"b*c?d^e\\f\ng")))
        .isEqualTo("dc.title adj \"a\\\"b\\*c\\?d\\^e\\\\f g\"");
  }

  @Test
  void wordsNearEachOtherAreAskedFor() {
    assertThat(
            Cql.of(
                new Query.Proximity(
                    Term.words(SearchField.TITLE, "a"),
                    Term.words(SearchField.TITLE, "b"),
                    Query.Unit.WORD,
                    Relation.LESS_OR_EQUAL,
                    3,
                    true)))
        .isEqualTo("(dc.title all \"a\") prox/distance<=3/unit=word/ordered (dc.title all \"b\")");
  }

  @Test
  void maskedWordKeepsItsMasks() {
    assertThat(Cql.of(title(Match.WORDS, Anchor.ANYWHERE, Truncation.MASKED, "f?sk*\\*")))
        .isEqualTo("dc.title all \"f?sk*\\*\"");
  }

  @Test
  void fieldWithoutAnIndexIsRefused() {
    assertThatThrownBy(() -> Cql.of(Term.words(SearchField.OTHER_NOTE, "x")))
        .isInstanceOf(SearchException.class)
        .hasMessageContaining("OTHER_NOTE");
  }
}
