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

class PqfTest {

  @Test
  void wordsAreSearchedOneByOne() {
    assertThat(Pqf.of(Term.words(SearchField.TITLE, "den  afrikanske farm")))
        .isEqualTo(
            "@and @and @attr 1=4 @attr 4=2 \"den\" @attr 1=4 @attr 4=2 \"afrikanske\" @attr 1=4 @attr 4=2 \"farm\" ");
  }

  @Test
  void phraseSaysWhereItStandsAndWhatMayFollow() {
    assertThat(
            Pqf.of(
                new Term(
                    SearchField.TITLE,
                    Relation.EQUAL,
                    Match.PHRASE,
                    Anchor.FIELD_START,
                    Truncation.RIGHT,
                    "den afr")))
        .isEqualTo("@attr 1=4 @attr 3=1 @attr 4=1 @attr 5=1 \"den afr\" ");
    assertThat(
            Pqf.of(
                new Term(
                    SearchField.TITLE,
                    Relation.EQUAL,
                    Match.PHRASE,
                    Anchor.WHOLE_FIELD,
                    Truncation.NONE,
                    "den afrikanske farm")))
        .isEqualTo("@attr 1=4 @attr 3=1 @attr 4=1 @attr 6=3 \"den afrikanske farm\" ");
  }

  @Test
  void identifiersAndYearsAreWrittenWhole() {
    assertThat(Pqf.of(Term.words(SearchField.ISBN, "978-87-02-00000-1")))
        .isEqualTo("@attr 1=7 \"978-87-02-00000-1\" ");
    assertThat(
            Pqf.of(
                new Term(
                    SearchField.YEAR,
                    Relation.GREATER_OR_EQUAL,
                    Match.WORDS,
                    Anchor.ANYWHERE,
                    Truncation.NONE,
                    "1990")))
        .isEqualTo("@attr 1=31 @attr 2=4 \"1990\" ");
  }

  @Test
  void operatorsStandBeforeTheirOperands() {
    var a = Term.words(SearchField.ISSN, "1");
    var b = Term.words(SearchField.ISSN, "2");
    assertThat(Pqf.of(new Query.AndNot(new Query.Or(a, b), new Query.And(b, a))))
        .isEqualTo(
            "@not @or @attr 1=8 \"1\" @attr 1=8 \"2\" @and @attr 1=8 \"2\" @attr 1=8 \"1\" ");
  }

  @Test
  void quotesAndBackslashesAreEscapedAndNothingEndsTheTerm() {
    assertThat(Pqf.of(Term.words(SearchField.NUMBER, "a\"b\\c\nd")))
        .isEqualTo("@attr 1=12 \"a\\\"b\\\\c d\" ");
  }

  @Test
  void wordsNearEachOtherAndWhateverIsKnownAreAskedFor() {
    assertThat(
            Pqf.of(
                new Query.Proximity(
                    Term.words(SearchField.TITLE, "a"),
                    Term.words(SearchField.TITLE, "b"),
                    Query.Unit.WORD,
                    Relation.LESS_OR_EQUAL,
                    3,
                    true)))
        .isEqualTo("@prox 0 3 1 2 k 2 @attr 1=4 @attr 4=2 \"a\" @attr 1=4 @attr 4=2 \"b\" ");
    assertThat(Pqf.of(new Query.Known(SearchField.ISBN))).isEqualTo("@attr 1=7 @attr 2=103 \"\" ");
  }

  @Test
  void fieldWithoutAUseAttributeIsRefused() {
    assertThatThrownBy(() -> Pqf.of(Term.words(SearchField.OTHER_NOTE, "x")))
        .isInstanceOf(SearchException.class)
        .hasMessageContaining("OTHER_NOTE");
  }
}
