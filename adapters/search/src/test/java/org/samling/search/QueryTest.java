package org.samling.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.samling.core.search.SearchField.ANY;
import static org.samling.core.search.SearchField.NUMBER;
import static org.samling.core.search.SearchField.TITLE;
import static org.samling.search.CatalogueFixture.UNION;
import static org.samling.search.CatalogueFixture.ofTenant;
import static org.samling.search.CatalogueFixture.phrase;
import static org.samling.search.CatalogueFixture.truncated;
import static org.samling.search.CatalogueFixture.union;
import static org.samling.search.CatalogueFixture.words;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.search.FoundRecord;
import org.samling.core.search.Query;
import org.samling.core.search.Query.Anchor;
import org.samling.core.search.Query.And;
import org.samling.core.search.Query.AndNot;
import org.samling.core.search.Query.Match;
import org.samling.core.search.Query.Or;
import org.samling.core.search.Query.Relation;
import org.samling.core.search.Query.Truncation;
import org.samling.core.search.RecordList;
import org.samling.core.search.SearchException;
import org.samling.core.search.TestRecord;

class QueryTest {

  @TempDir private Path directory;

  @Test
  void wordsAreFoundInWhateverOrderAndValue() {
    try (var fixture =
        new CatalogueFixture(
            directory,
            TestRecord.titled(1, "Lygten i fyret").field("246", "3 ", "a", "Mester Hansen"),
            TestRecord.titled(2, "Fyret"))) {
      assertThat(fixture.find(words(TITLE, "hansen FYRET"))).containsExactly(1);
      assertThat(fixture.find(words(TITLE, "fyret fyret"))).containsExactly(1, 2);
      assertThat(fixture.find(words(TITLE, "fyr"))).isEmpty();
    }
  }

  @Test
  void phraseIsFoundInOneValueInItsOrder() {
    try (var fixture =
        new CatalogueFixture(
            directory,
            TestRecord.titled(1, "Lygten i fyret").field("246", "3 ", "a", "Mester Hansen"),
            TestRecord.titled(2, "森の図書館"))) {
      assertThat(fixture.find(phrase(TITLE, "i Fyret!"))).containsExactly(1);
      assertThat(fixture.find(phrase(TITLE, "fyret i"))).isEmpty();
      assertThat(fixture.find(phrase(TITLE, "lygten fyret"))).isEmpty();
      assertThat(fixture.find(phrase(TITLE, "fyret mester"))).isEmpty();
      assertThat(fixture.find(phrase(TITLE, "図書"))).containsExactly(2);
    }
  }

  @Test
  void anchoredTermBeginsAValueOrIsOne() {
    try (var fixture =
        new CatalogueFixture(
            directory,
            TestRecord.titled(1, "Havet"),
            TestRecord.titled(2, "Havet stiger"),
            TestRecord.titled(3, "Under havet"),
            TestRecord.titled(4, "Under").field("245", "10", "a", "Havet", "b", "og landet"))) {
      assertThat(fixture.find(start("havet"))).containsExactly(1, 2, 4);
      assertThat(fixture.find(whole("havet"))).containsExactly(1, 4);
      assertThat(fixture.find(start("havet stiger"))).containsExactly(2);
      assertThat(fixture.find(whole("havet stiger"))).containsExactly(2);
      assertThat(fixture.find(whole("havet og landet"))).containsExactly(4);
      assertThat(fixture.find(whole("under havet"))).containsExactly(3);
      assertThat(fixture.find(start("stiger"))).isEmpty();
      assertThat(fixture.find(whole("havet havet"))).isEmpty();
      var anchoredWords =
          new Query.Term(
              TITLE,
              Relation.EQUAL,
              Match.WORDS,
              Anchor.WHOLE_FIELD,
              Truncation.NONE,
              "stiger havet");
      assertThat(fixture.find(anchoredWords)).as("words in another order").isEmpty();
    }
  }

  @Test
  void valueBeginsWithAndWithoutItsArticle() {
    try (var fixture =
        new CatalogueFixture(
            directory,
            TestRecord.of(1).field("245", "14", "a", "Den lange rejse"),
            TestRecord.of(2).field("245", "14", "a", "Det hav"),
            TestRecord.of(3).field("245", "10", "a", "\u0098Den \u009Clange"),
            TestRecord.of(4).field("245", "10", "a", "<<Den >>lange"),
            TestRecord.of(5).field("245", "13", "a", "Den lange"),
            TestRecord.of(6).field("245", "12", "a", "L'été"),
            TestRecord.of(7).field("245", "19", "a", "Den"))) {
      assertThat(fixture.find(start("den lange"))).containsExactly(1, 3, 4, 5);
      assertThat(fixture.find(start("lange"))).containsExactly(1, 3, 4, 5);
      assertThat(fixture.find(whole("lange"))).containsExactly(3, 4, 5);
      assertThat(fixture.find(whole("lange rejse"))).containsExactly(1);
      assertThat(fixture.find(whole("den lange rejse"))).containsExactly(1);
      assertThat(fixture.find(whole("hav"))).containsExactly(2);
      assertThat(fixture.find(whole("det hav"))).containsExactly(2);
      assertThat(fixture.find(start("rejse"))).isEmpty();
      assertThat(fixture.find(whole("lété"))).containsExactly(6);
      assertThat(fixture.find(start("été"))).as("the article is part of the word").isEmpty();
      assertThat(fixture.find(whole("den"))).containsExactly(7);
    }
  }

  @Test
  void truncationAddsToWords() {
    try (var fixture =
        new CatalogueFixture(
            directory,
            TestRecord.titled(1, "Båden sejler"),
            TestRecord.titled(2, "Sejlbåden"),
            TestRecord.titled(3, "Kanaanæernes baad"),
            TestRecord.titled(4, "C++"))) {
      assertThat(fixture.find(truncated(TITLE, Truncation.RIGHT, "baa"))).containsExactly(1, 3);
      assertThat(fixture.find(truncated(TITLE, Truncation.RIGHT, "kana"))).containsExactly(3);
      assertThat(fixture.find(truncated(TITLE, Truncation.LEFT, "båden"))).containsExactly(1, 2);
      assertThat(fixture.find(truncated(TITLE, Truncation.BOTH, "båd"))).containsExactly(1, 2, 3);
      assertThat(fixture.find(truncated(TITLE, Truncation.RIGHT, "sej båd"))).containsExactly(1);
      assertThat(fixture.find(truncated(TITLE, Truncation.NONE, "baa"))).isEmpty();
      assertThat(fixture.find(truncated(TITLE, Truncation.RIGHT, "c+"))).containsExactly(4);
      assertThat(fixture.find(truncated(TITLE, Truncation.RIGHT, "?*"))).isEmpty();
    }
  }

  @Test
  void truncationOfAPhraseAddsToItsOuterWords() {
    try (var fixture =
        new CatalogueFixture(
            directory,
            TestRecord.titled(1, "Den lille havfrue"),
            TestRecord.titled(2, "Lille hav"),
            TestRecord.titled(3, "Havfrue"))) {
      assertThat(fixture.find(phrase(TITLE, Anchor.ANYWHERE, Truncation.RIGHT, "lille hav")))
          .containsExactly(1, 2);
      assertThat(fixture.find(phrase(TITLE, Anchor.ANYWHERE, Truncation.RIGHT, "lill hav")))
          .isEmpty();
      assertThat(fixture.find(phrase(TITLE, Anchor.ANYWHERE, Truncation.LEFT, "ille havfrue")))
          .containsExactly(1);
      assertThat(fixture.find(phrase(TITLE, Anchor.ANYWHERE, Truncation.BOTH, "lle havf")))
          .containsExactly(1);
      assertThat(fixture.find(phrase(TITLE, Anchor.FIELD_START, Truncation.RIGHT, "lille ha")))
          .containsExactly(2);
      assertThat(fixture.find(phrase(TITLE, Anchor.WHOLE_FIELD, Truncation.RIGHT, "lille ha")))
          .containsExactly(2);
      assertThat(fixture.find(phrase(TITLE, Anchor.WHOLE_FIELD, Truncation.BOTH, "avfru")))
          .containsExactly(3);
      assertThat(fixture.find(phrase(TITLE, Anchor.FIELD_START, Truncation.RIGHT, "ha")))
          .containsExactly(3);
    }
  }

  @Test
  void termWithoutAWordFindsNothing() {
    try (var fixture = new CatalogueFixture(directory, TestRecord.titled(1, "Ord"))) {
      var ord = words(TITLE, "ord");
      var none = words(TITLE, " -- ");
      assertThat(fixture.find(none)).isEmpty();
      assertThat(fixture.find(words(NUMBER, " - "))).isEmpty();
      assertThat(fixture.find(new And(ord, none))).isEmpty();
      assertThat(fixture.find(new Or(none, ord))).containsExactly(1);
      assertThat(fixture.find(new AndNot(ord, none))).containsExactly(1);
      assertThat(fixture.find(new AndNot(none, ord))).isEmpty();
      assertThat(fixture.find(new AndNot(ord, ord))).isEmpty();
    }
  }

  @Test
  void operatorsAreCombinedAsTheTreeSays() {
    try (var fixture =
        new CatalogueFixture(
            directory,
            TestRecord.titled(1, "a b"),
            TestRecord.titled(2, "a c"),
            TestRecord.titled(3, "b c"),
            TestRecord.titled(4, "a b c"))) {
      var a = words(TITLE, "a");
      var b = words(TITLE, "b");
      var c = words(TITLE, "c");
      assertThat(fixture.find(new AndNot(new AndNot(a, b), c))).isEmpty();
      assertThat(fixture.find(new AndNot(a, new AndNot(b, c)))).containsExactly(2, 4);
      assertThat(fixture.find(new And(new AndNot(a, b), c))).containsExactly(2);
      assertThat(fixture.find(new And(a, new Or(b, c)))).containsExactly(1, 2, 4);
      assertThat(fixture.find(new Or(new And(a, b), new AndNot(c, a)))).containsExactly(1, 3, 4);
    }
  }

  @Test
  void tenantSeesItsOwnRecordsAndWhatItHasItemsOf() {
    try (var fixture =
        new CatalogueFixture(
            directory,
            TestRecord.titled(1, "Bog"),
            TestRecord.titled(2, "Bog").localTo(1).localTo(11),
            TestRecord.titled(3, "Bog").ownedBy(1),
            TestRecord.titled(4, "Bog").ownedBy(2).localTo(2),
            TestRecord.titled(5, "Bog").localTo(2))) {
      var bog = words(ANY, "bog");
      assertThat(fixture.find(ofTenant(1), bog)).containsExactly(2, 3);
      assertThat(fixture.find(ofTenant(2), bog)).containsExactly(4, 5);
      assertThat(fixture.find(ofTenant(11), bog)).containsExactly(2);
      assertThat(fixture.find(ofTenant(3), bog)).isEmpty();
      assertThat(fixture.find(union(), bog)).containsExactly(1, 2, 5);
      assertThat(fixture.find(union(1), bog)).containsExactly(1, 2, 3, 5);
      assertThat(fixture.find(union(1, 2), bog)).containsExactly(1, 2, 3, 4, 5);
      assertThat(fixture.find(ofTenant(3), new AndNot(bog, words(ANY, "avis")))).isEmpty();
    }
  }

  @Test
  void recordIsToldWithItsOwnerAndContent() {
    var common = TestRecord.titled(1, "Bog").year("2001").present();
    var local =
        TestRecord.titled(2, "Bog æøå 日本")
            .ownedBy(7)
            .year("2000")
            .field("520", "  ", "a", "x".repeat(200_000), "b", "")
            .field("653", " 7")
            .present();
    try (var fixture = new CatalogueFixture(directory)) {
      fixture.records.put(common);
      fixture.records.put(local);
      fixture.catalogue.catchUp();
      try (var found = fixture.catalogue.search(union(7), words(ANY, "bog"))) {
        assertThat(found.records(1, 2))
            .containsExactly(
                new FoundRecord(common.ref(), common.key(), common.marc(), common.content()),
                new FoundRecord(local.ref(), local.key(), local.marc(), local.content()));
      }
    }
  }

  @Test
  void deepTreesAreSearched() {
    try (var fixture =
        new CatalogueFixture(directory, TestRecord.titled(1, "a"), TestRecord.titled(2, "a b"))) {
      var a = words(TITLE, "a");
      var b = words(TITLE, "b");
      var and = a;
      var alternating = a;
      var not = b;
      for (var i = 0; i < 499; i++) {
        and = new And(and, a);
        alternating = i % 2 == 0 ? new Or(alternating, b) : new And(alternating, a);
        not = new AndNot(a, not);
      }
      assertThat(fixture.find(and)).containsExactly(1, 2);
      assertThat(fixture.find(alternating)).containsExactly(1, 2);
      assertThat(fixture.find(not)).containsExactly(1);
    }
  }

  @Test
  void wordOfManyMasksIsRefusedInsteadOfBuilt() {
    try (var fixture = new CatalogueFixture(directory, TestRecord.titled(1, "aften"))) {
      assertThat(fixture.find(masked("*f?en"))).containsExactly(1);
      assertCostly(fixture, masked("*a????????????????????????"));
    }
  }

  private static Query masked(String text) {
    return new Query.Term(
        TITLE, Relation.EQUAL, Match.WORDS, Anchor.ANYWHERE, Truncation.MASKED, text);
  }

  @Test
  void wordsThatAreVeryFrequentInOneRecordAreNotLookedForNearEachOther() {
    try (var fixture =
        new CatalogueFixture(
            directory, TestRecord.titled(1, "og ".repeat(700)), TestRecord.titled(2, "og og"))) {
      var og = Query.Term.words(TITLE, "og");
      var near = new Query.Proximity(og, og, Query.Unit.WORD, Relation.GREATER_OR_EQUAL, 1, false);
      assertCostly(
          fixture,
          new Query.Proximity(near, near, Query.Unit.WORD, Relation.GREATER_OR_EQUAL, 1, false));
    }
  }

  private static void assertCostly(CatalogueFixture fixture, Query query) {
    assertThatThrownBy(() -> fixture.find(query))
        .isInstanceOfSatisfying(
            SearchException.class,
            e -> assertThat(e.kind()).isEqualTo(SearchException.Kind.TOO_COSTLY));
  }

  @Test
  void treeThatIsDeeperIsRefused() {
    try (var fixture = new CatalogueFixture(directory, TestRecord.titled(1, "a"))) {
      var a = words(TITLE, "a");
      var not = a;
      for (var i = 0; i < 501; i++) {
        not = new AndNot(a, not);
      }
      var deep = not;
      assertThatThrownBy(() -> fixture.find(deep))
          .isInstanceOfSatisfying(
              SearchException.class,
              e -> assertThat(e.kind()).isEqualTo(SearchException.Kind.TOO_COSTLY))
          .hasMessageContaining("more than 500 levels deep");
    }
  }

  @Test
  void tooManyTermsAreRefused() {
    try (var fixture = new CatalogueFixture(directory, TestRecord.titled(1, "a"))) {
      var a = words(TITLE, "a");
      var shared = a;
      for (var i = 0; i < 60; i++) {
        shared = new Or(shared, shared);
      }
      var deep = a;
      for (var i = 0; i < 100_000; i++) {
        deep = new And(deep, a);
      }
      var wide = a;
      for (var i = 0; i < 4; i++) {
        wide = new Or(wide, words(ANY, "ord ".repeat(250)));
      }
      for (var query : List.of(shared, deep, wide)) {
        assertThatThrownBy(() -> fixture.find(query))
            .isInstanceOfSatisfying(
                SearchException.class,
                e -> assertThat(e.kind()).isEqualTo(SearchException.Kind.TOO_COSTLY))
            .hasMessageContaining("more than 1000 words");
      }
    }
  }

  @Test
  void tooManyVariantsInAPhraseAreRefusedAndOfAWordAreNot() {
    try (var fixture =
        new CatalogueFixture(
            directory,
            IntStream.rangeClosed(1, 101)
                .mapToObj(i -> TestRecord.titled(i, "Ord nummer" + i))
                .toArray(TestRecord[]::new))) {
      assertThatThrownBy(
              () -> fixture.find(phrase(TITLE, Anchor.ANYWHERE, Truncation.RIGHT, "ord nummer")))
          .isInstanceOf(SearchException.class)
          .hasMessageContaining("\"nummer\"")
          .hasMessageContaining("make it longer");
      assertThat(fixture.find(phrase(TITLE, Anchor.ANYWHERE, Truncation.RIGHT, "ord nummer10")))
          .containsExactly(10, 100, 101);
      assertThat(fixture.find(truncated(TITLE, Truncation.RIGHT, "nummer"))).hasSize(101);
    }
  }

  @Test
  void wordThatRepeatsItselfIsTruncatedOnBothSides() {
    var word = "ab".repeat(127) + "a";
    try (var fixture = new CatalogueFixture(directory, TestRecord.titled(1, word))) {
      assertThat(fixture.find(truncated(TITLE, Truncation.BOTH, word))).containsExactly(1);
      assertThat(fixture.find(truncated(TITLE, Truncation.BOTH, "ه".repeat(1_000)))).isEmpty();
      assertThat(fixture.find(truncated(TITLE, Truncation.RIGHT, "y".repeat(1_000)))).isEmpty();
    }
  }

  @Test
  void searchThatTakesTooLongIsStopped() {
    var hasty =
        new SearchSettings(Duration.ofMillis(5), Duration.ZERO, Duration.ofNanos(1), 1_000, 100);
    var records = new RecordList("here");
    records.put(TestRecord.titled(1, "Ord").present());
    try (var catalogue = LuceneCatalogue.open(directory, records, hasty)) {
      catalogue.catchUp();
      assertThatThrownBy(
              () -> catalogue.search(UNION, truncated(TITLE, Truncation.LEFT, "rd")).close())
          .isInstanceOfSatisfying(
              SearchException.class,
              e -> assertThat(e.kind()).isEqualTo(SearchException.Kind.TOO_SLOW));
    }
  }

  private static Query start(String text) {
    return phrase(TITLE, Anchor.FIELD_START, Truncation.NONE, text);
  }

  private static Query whole(String text) {
    return phrase(TITLE, Anchor.WHOLE_FIELD, Truncation.NONE, text);
  }
}
