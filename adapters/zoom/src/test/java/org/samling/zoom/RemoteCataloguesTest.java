package org.samling.zoom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.samling.core.search.FacetField;
import org.samling.core.search.FoundRecord;
import org.samling.core.search.Query;
import org.samling.core.search.Query.Term;
import org.samling.core.search.ResultSet;
import org.samling.core.search.SearchException;
import org.samling.core.search.SearchField;
import org.samling.core.search.SearchedCatalogue;
import org.samling.marc.MarcRecordReader;

class RemoteCataloguesTest {

  private static final Query COMPUTER = Term.words(SearchField.TITLE, "computer");

  private static TestTarget server;

  @BeforeAll
  static void start() {
    server = TestTarget.start();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static ZoomTarget target(String name, String address) {
    return target(name, address, Duration.ofSeconds(20));
  }

  private static ZoomTarget hasty(String name, String address) {
    return target(name, address, Duration.ofSeconds(1));
  }

  private static ZoomTarget target(String name, String address, Duration timeout) {
    return new ZoomTarget(
        name, address, null, ZoomTarget.USMARC, ZoomTarget.FULL, "UTF-8", timeout, name);
  }

  private static ZoomTarget missing() {
    try {
      return target("missing", "127.0.0.1:%d/Default".formatted(TestTarget.freePort()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RemoteCatalogues catalogues(ZoomTarget... targets) {
    return new RemoteCatalogues(Map.of("others", List.of(targets)), new MarcRecordReader());
  }

  private static ResultSet search(RemoteCatalogues catalogues, Query query) {
    return catalogues.search("others", query);
  }

  @Test
  void recordsOfTwoTargetsComeByTurnsAndSayWhoseTheyAre() {
    try (var one = SharedRecords.start("A first", "A second");
        var other = SharedRecords.start("B first", "B second", "B third");
        var catalogues = catalogues(target("a", one.address()), target("b", other.address()));
        var found = search(catalogues, COMPUTER)) {
      assertThat(found.count()).isEqualTo(5);
      var together = found.records(1, 5);
      assertThat(titles(together))
          .containsExactly("A first", "B first", "A second", "B second", "B third");
      assertThat(together.stream().map(RemoteCataloguesTest::holders))
          .containsExactly(List.of("a"), List.of("b"), List.of("a"), List.of("b"), List.of("b"));
      var oneByOne = new ArrayList<FoundRecord>();
      for (var i = 1; i <= 5; i++) {
        oneByOne.addAll(found.records(i, 1));
      }
      assertThat(oneByOne).isEqualTo(together);
    }
  }

  @Test
  void recordsBehindTheMergedOnesComeByTurnsAndSayWhoseTheyAre() {
    var many = new String[60];
    Arrays.setAll(many, i -> "A " + i);
    try (var one = SharedRecords.start(many);
        var other = SharedRecords.start("B 0");
        var catalogues = catalogues(target("a", one.address()), target("b", other.address()));
        var found = search(catalogues, COMPUTER)) {
      assertThat(found.count()).isEqualTo(61);
      var last = found.records(50, 12);
      assertThat(titles(last)).startsWith("A 48", "A 49", "A 50").endsWith("A 59").hasSize(12);
      assertThat(last).allSatisfy(r -> assertThat(holders(r)).containsExactly("a"));
    }
  }

  private static List<String> holders(FoundRecord record) {
    return record.content().dataFields("852").flatMap(f -> f.values('a')).toList();
  }

  @Test
  void targetsThatAreMissingAreNamedWithTheReason() {
    try (var one = SharedRecords.start("A first");
        var silent = FaultyTarget.start(2, FaultyTarget.AtPresent.HANGS_UP);
        var catalogues =
            catalogues(missing(), target("a", one.address()), target("bad", silent.address()));
        var found = search(catalogues, COMPUTER)) {
      assertThat(found.catalogues()).hasSize(3);
      assertThat(found.catalogues())
          .extracting(SearchedCatalogue::name, SearchedCatalogue::count)
          .containsExactlyInAnyOrder(tuple("a", 1L), tuple("bad", 2L), tuple("missing", null));
      assertThat(found.catalogues())
          .filteredOn(c -> c.fault() != null)
          .extracting(SearchedCatalogue::fault)
          .allSatisfy(fault -> assertThat(fault).containsAnyOf("missing: Connect", "bad: "));
    }
  }

  @Test
  void timeLimitIsOfTheWholeSearchAndNotOfEachTargetOrStep() {
    var slow = hasty("slow", "127.0.0.1:1/a");
    var never = new CompletableFuture<Boolean>();
    var begun = System.nanoTime() - slow.timeout().toNanos();
    assertThatThrownBy(() -> RemoteCatalogues.awaitAny(never, slow, begun))
        .hasMessage("slow: no answer within 1 s");
    assertThat(RemoteCatalogues.awaitAny(CompletableFuture.completedFuture(true), slow, begun))
        .isTrue();
  }

  @Test
  void targetThatIsNotThereIsLeftOut() {
    try (var alone = catalogues(target("a", server.address()));
        var both = catalogues(missing(), target("a", server.address()));
        var found = search(alone, COMPUTER);
        var foundOfBoth = search(both, COMPUTER)) {
      assertThat(foundOfBoth.count()).isPositive();
      assertThat(found.count()).isPositive();
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"SAYS_NOTHING", "TRICKLES"})
  void targetThatClaimsHitsAndGivesNoneCostsItsOwnRecordsOnly(FaultyTarget.AtPresent fault) {
    try (var faulty = FaultyTarget.start(3, fault);
        var catalogues =
            catalogues(target("bad", faulty.address()), target("a", server.address()));
        var alone = catalogues(target("a", server.address()));
        var found = search(catalogues, COMPUTER);
        var foundAlone = search(alone, COMPUTER)) {
      assertThat(found.count()).isEqualTo(foundAlone.count() + 3);

      var records = found.records(1, 7);
      assertThat(titles(records).filter(t -> t.equals("[no record from bad]")).count())
          .isEqualTo(3);
      assertThat(records.getFirst().content().dataFields("500").flatMap(f -> f.values('a')))
          .singleElement()
          .asString()
          .startsWith("bad: ");
      assertThat(List.of(records.get(1), records.get(3), records.get(5), records.get(6)))
          .isEqualTo(foundAlone.records(1, 4));
      assertThat(found.records(8, 2)).isEqualTo(foundAlone.records(5, 2));
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"LETS_IN", "AGREES_ON_UTF_8"})
  void targetThatCantBeSearchedIsLeftOut(FaultyTarget.AtInit fault) {
    try (var faulty = FaultyTarget.start(fault);
        var catalogues =
            catalogues(target("bad", faulty.address()), target("a", server.address()));
        var alone = catalogues(target("a", server.address()));
        var found = search(catalogues, COMPUTER);
        var foundAlone = search(alone, COMPUTER)) {
      assertThat(found.records(1, 3)).isEqualTo(foundAlone.records(1, 3));
      assertThat(found.count()).isEqualTo(foundAlone.count());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SAYS_NOTHING", "TRICKLES", "ANSWERS_INIT_AGAIN", "CLOSES"})
  void targetThatWasLostIsNotWaitedForWithEveryPage(FaultyTarget.AtPresent fault) {
    try (var silent = FaultyTarget.start(9, fault);
        var catalogues = catalogues(hasty("bad", silent.address()), target("a", server.address()));
        var found = search(catalogues, COMPUTER)) {
      for (var page = 0; page < 3; page++) {
        assertThat(titles(found.records(1 + page * 2, 2)))
            .hasSize(2)
            .startsWith("[no record from bad]");
      }
      assertThat(silent.presents()).isEqualTo(1);
    }
  }

  @Test
  void targetThatClaimsMoreThanThereCanBeIsLeftOut() {
    try (var boaster = FaultyTarget.start(-1, FaultyTarget.AtPresent.HANGS_UP);
        var catalogues =
            catalogues(target("bad", boaster.address()), target("a", server.address()));
        var alone = catalogues(target("a", server.address()));
        var found = search(catalogues, COMPUTER);
        var foundAlone = search(alone, COMPUTER)) {
      assertThat(found.count()).isEqualTo(foundAlone.count());
    }
  }

  private static Stream<String> titles(List<FoundRecord> records) {
    return records.stream()
        .map(r ->
            r.content()
                .dataFields("245")
                .flatMap(f -> f.values('a'))
                .collect(Collectors.joining(" ")));
  }

  @Test
  void searchFailsWhereAllTargetsDoAndSaysWhy() {
    try (var catalogues = catalogues(missing())) {
      assertThatThrownBy(() -> search(catalogues, COMPUTER))
          .isInstanceOf(SearchException.class)
          .hasMessageStartingWith("missing: ");
    }
  }

  @Test
  void slowTargetLeavesRoomForOthers() {
    var answer = new CountDownLatch(1);
    try (var catalogues = catalogues()) {
      var slow = target("slow", "127.0.0.1:1/a");
      var waiting = new ArrayList<CompletableFuture<Boolean>>();
      for (var i = 0; i < 16; i++) {
        waiting.add(catalogues.begin(slow, () -> await(answer)));
      }

      assertThatThrownBy(() ->
              RemoteCatalogues.awaitAny(
                  catalogues.begin(slow, () -> true), slow, System.nanoTime()))
          .isInstanceOf(SearchException.class)
          .hasMessage("slow: too many searches are waiting for it; try again later");
      var other = target("other", "127.0.0.1:1/b");
      assertThat(
              RemoteCatalogues.awaitAny(
                  catalogues.begin(other, () -> true), other, System.nanoTime()))
          .isTrue();

      answer.countDown();
      waiting.forEach(
          asked -> assertThat(RemoteCatalogues.awaitAny(asked, slow, System.nanoTime())).isTrue());
      assertThat(
              RemoteCatalogues.awaitAny(
                  catalogues.begin(slow, () -> true), slow, System.nanoTime()))
          .isTrue();
    }
  }

  private static boolean await(CountDownLatch answer) {
    try {
      answer.await();
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatWasFoundCantBeCounted() {
    try (var catalogues = catalogues(target("a", server.address()));
        var found = search(catalogues, COMPUTER)) {
      assertThatThrownBy(() -> found.facet(FacetField.YEAR, 5))
          .isInstanceOf(SearchException.class)
          .hasMessageContaining("can't be counted");
    }
  }
}
