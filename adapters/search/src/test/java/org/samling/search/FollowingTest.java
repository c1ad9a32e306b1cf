package org.samling.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.samling.core.search.SearchField.TITLE;
import static org.samling.search.CatalogueFixture.SETTINGS;
import static org.samling.search.CatalogueFixture.UNION;
import static org.samling.search.CatalogueFixture.ofTenant;
import static org.samling.search.CatalogueFixture.words;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.StoreException;
import org.samling.core.search.CatalogueFeed.Gone;
import org.samling.core.search.CatalogueFeed.Position;
import org.samling.core.search.RecordList;
import org.samling.core.search.SearchException;
import org.samling.core.search.TestRecord;
import org.samling.search.LuceneCatalogue.Progress;

class FollowingTest {

  @TempDir private Path directory;

  private final RecordList records = new RecordList("here");

  @Test
  void changesAreSearchableAfterTheyWereRead() {
    records.put(TestRecord.titled(1, "Bog").present(), TestRecord.titled(2, "Bog").present());
    try (var catalogue = open()) {
      assertThat(catalogue.state()).isEqualTo(new IndexState(0, null, false, null));
      catalogue.catchUp();
      assertThat(books(catalogue)).containsExactly(1, 2);

      records.put(
          TestRecord.titled(1, "Avis").present(),
          TestRecord.titled(3, "Bog").localTo(4).present(),
          new Gone(TestRecord.id(2)));
      catalogue.catchUp();
      assertThat(books(catalogue)).containsExactly(3);
      assertThat(CatalogueFixture.find(catalogue, ofTenant(4), words(TITLE, "bog")))
          .containsExactly(3);

      records.put(TestRecord.titled(3, "Bog").present());
      catalogue.catchUp();
      assertThat(CatalogueFixture.find(catalogue, ofTenant(4), words(TITLE, "bog")))
          .as("its last item is gone")
          .isEmpty();
      assertThat(catalogue.state().documents()).isEqualTo(2);
      assertThat(catalogue.state().hasCaughtUp()).isTrue();
      assertThat(catalogue.state().position()).isNotNull();
    }
  }

  @Test
  void catalogueLargerThanAPieceIsReadWhole() {
    records.put(
        IntStream.rangeClosed(1, 2 * FeedIndexer.BATCH + 1)
            .mapToObj(i -> TestRecord.titled(i, "Bog").present())
            .toList());
    try (var catalogue = open()) {
      catalogue.catchUp();
      assertThat(books(catalogue)).hasSize(2 * FeedIndexer.BATCH + 1);
      records.put(
          IntStream.rangeClosed(1, 2 * FeedIndexer.BATCH)
              .mapToObj(i -> TestRecord.titled(i, "Avis").present())
              .toList());
      catalogue.catchUp();
      assertThat(books(catalogue)).containsExactly(2 * FeedIndexer.BATCH + 1);
    }
  }

  @Test
  void closedIndexGoesOnWhereItWas() {
    records.put(TestRecord.titled(1, "Bog").present());
    Position position;
    try (var catalogue = open()) {
      catalogue.catchUp();
      position = catalogue.state().position();
    }
    records.put(TestRecord.titled(2, "Bog").present());
    try (var catalogue = open()) {
      assertThat(catalogue.state()).isEqualTo(new IndexState(1, position, false, null));
      catalogue.catchUp();
      assertThat(books(catalogue)).containsExactly(1, 2);
      assertThat(records.fullReadCount()).isEqualTo(1);
    }
  }

  @Test
  void indexOfAProcessThatWasKilledGoesOnFromItsLastCommit(@TempDir Path copy) throws IOException {
    var lazy =
        new SearchSettings(
            SETTINGS.pollInterval(), Duration.ofHours(1), SETTINGS.searchTimeout(), 10, 10);
    records.put(TestRecord.titled(1, "Bog").present());
    try (var catalogue = LuceneCatalogue.open(directory, records, lazy)) {
      catalogue.catchUp();
      var committed = catalogue.state().position();
      records.put(TestRecord.titled(2, "Bog").present(), new Gone(TestRecord.id(1)));
      catalogue.catchUp();
      assertThat(books(catalogue)).containsExactly(2);
      copy(directory, copy);

      try (var survivor = LuceneCatalogue.open(copy, records, SETTINGS)) {
        assertThat(survivor.state().position()).isEqualTo(committed);
        assertThat(books(survivor)).containsExactly(1);
        survivor.catchUp();
        assertThat(books(survivor)).containsExactly(2);
        assertThat(records.fullReadCount()).isEqualTo(1);
      }
    }
  }

  @Test
  void indexOfAnotherDatabaseIsMadeAnew() {
    records.put(TestRecord.titled(1, "Bog").present());
    try (var catalogue = open()) {
      catalogue.catchUp();
    }
    var others = new RecordList("elsewhere");
    others.put(TestRecord.titled(2, "Bog").present());
    try (var catalogue = LuceneCatalogue.open(directory, others, SETTINGS)) {
      assertThatThrownBy(() -> books(catalogue))
          .as("nothing of the other database is shown")
          .isInstanceOfSatisfying(
              SearchException.class,
              e -> assertThat(e.kind()).isEqualTo(SearchException.Kind.UNAVAILABLE));
      catalogue.catchUp();
      assertThat(books(catalogue)).containsExactly(2);
    }
  }

  @Test
  void indexThatIsAheadOfItsDatabaseIsMadeAnew() {
    records.put(TestRecord.titled(1, "Bog").present(), TestRecord.titled(2, "Bog").present());
    try (var catalogue = open()) {
      catalogue.catchUp();
    }
    var restored = new RecordList("here");
    restored.put(TestRecord.titled(1, "Bog").present());
    try (var catalogue = LuceneCatalogue.open(directory, restored, SETTINGS)) {
      catalogue.catchUp();
      assertThat(books(catalogue)).containsExactly(1);
    }
  }

  @Test
  void followedIndexIsMadeAnewWhereItsDatabaseIsPutBack() {
    records.put(TestRecord.titled(1, "Bog").present(), TestRecord.titled(2, "Bog").present());
    try (var catalogue = open()) {
      catalogue.catchUp();
      var end = records.end().transaction();
      records.replace("here", end - 1, TestRecord.titled(1, "Bog").present());
      catalogue.catchUp();
      assertThat(books(catalogue)).as("without what was lost").containsExactly(1);
      records.put(TestRecord.titled(3, "Bog").present());
      catalogue.catchUp();
      assertThat(books(catalogue)).as("with what came after").containsExactly(1, 3);
    }
  }

  @Test
  void followedIndexIsMadeAnewWhereAStandbyTookOverAlsoOnceThatIsFurtherOn() {
    records.put(TestRecord.titled(1, "Bog").present(), TestRecord.titled(2, "Bog").present());
    try (var catalogue = open()) {
      catalogue.catchUp();
      var end = records.end().transaction();
      records.replace(
          "here on timeline 2",
          end + 10,
          TestRecord.titled(1, "Bog").present(),
          TestRecord.titled(3, "Bog").present());
      assertThat(books(catalogue)).as("until it is made").containsExactly(1, 2);
      catalogue.catchUp();
      assertThat(books(catalogue)).containsExactly(1, 3);
      assertThat(catalogue.state().hasCaughtUp()).isTrue();
      assertThat(records.fullReadCount()).isEqualTo(2);
    }
    try (var catalogue = open()) {
      catalogue.catchUp();
      assertThat(books(catalogue)).containsExactly(1, 3);
      assertThat(records.fullReadCount()).as("once only").isEqualTo(2);
    }
  }

  @Test
  void indexGoesOnWhereAStandbyTookOverThatIsKnownToHaveAllOfIt() {
    records.put(TestRecord.titled(1, "Bog").present(), TestRecord.titled(2, "Bog").present());
    try (var catalogue = open()) {
      catalogue.catchUp();
      records.failOver("here on timeline 2", records.end().transaction() + 1);
      records.put(TestRecord.titled(3, "Bog").present());
      catalogue.catchUp();
      assertThat(books(catalogue)).containsExactly(1, 2, 3);
    }
    records.failOver("here on timeline 3", records.end().transaction() + 1);
    try (var catalogue = open()) {
      assertThat(books(catalogue)).as("at the start").containsExactly(1, 2, 3);
      catalogue.catchUp();
      records.put(TestRecord.titled(2, "Avis").present());
      catalogue.catchUp();
      assertThat(books(catalogue)).containsExactly(1, 3);
      assertThat(records.fullReadCount()).isEqualTo(1);
      records.failOver("here on timeline 4", records.end().transaction());
      catalogue.catchUp();
      assertThat(records.fullReadCount()).as("the last change may be lost").isEqualTo(2);
      assertThat(books(catalogue)).containsExactly(1, 3);
    }
  }

  @Test
  void damagedIndexIsMadeAnewWhicheverFileIsDamaged(@TempDir Path copies) throws IOException {
    records.put(TestRecord.titled(1, "Bog").present(), TestRecord.titled(2, "Bog").present());
    try (var catalogue = open()) {
      catalogue.catchUp();
      records.put(TestRecord.titled(2, "Avis").present());
      catalogue.catchUp();
    }
    var files = files(directory);
    assertThat(files).hasSizeGreaterThan(4);
    for (var file : files) {
      for (var damage : List.of("flip", "cut", "remove")) {
        var copy = Files.createDirectory(copies.resolve(file + "-" + damage));
        copy(directory, copy);
        damage(copy.resolve(file), damage);
        try (var catalogue = LuceneCatalogue.open(copy, records, SETTINGS)) {
          catalogue.catchUp();
          assertThat(books(catalogue)).as("%s of %s", damage, file).containsExactly(1);
        }
      }
    }
  }

  @Test
  void filesOfOthersAreLeftAlone() throws IOException {
    records.put(TestRecord.titled(1, "Bog").present());
    try (var catalogue = open()) {
      catalogue.catchUp();
    }
    Files.writeString(directory.resolve("notes.txt"), "mine");
    try (var catalogue = LuceneCatalogue.open(directory, new RecordList("new"), SETTINGS)) {
      catalogue.catchUp();
      assertThat(directory.resolve("notes.txt")).hasContent("mine");
    }
  }

  @Test
  void indexInUseIsNotOpened() {
    try (var _ = open()) {
      assertThatThrownBy(() -> open().close())
          .isInstanceOf(IndexException.class)
          .hasMessageContaining(directory.toString())
          .hasMessageContaining("in use by another process; stop that server first");
    }
    open().close();
  }

  @Test
  void directoryThatCanNotBeUsedIsNamed() throws IOException {
    var file = Files.writeString(directory.resolve("file"), "");
    assertThatThrownBy(() -> LuceneCatalogue.open(file, records, SETTINGS).close())
        .isInstanceOf(IndexException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void rebuildingShowsTheOldStateUntilItIsDone() {
    records.put(
        IntStream.rangeClosed(1, FeedIndexer.BATCH + 10)
            .mapToObj(i -> TestRecord.titled(i, "Bog").present())
            .toList());
    try (var catalogue = open()) {
      catalogue.catchUp();
      var seen = new ArrayList<String>();
      Progress progress =
          (done, about) -> {
            seen.add(done + "/" + about + " " + books(catalogue).size());
            records.put(TestRecord.titled(5_000, "Bog").present());
          };
      catalogue.rebuild(progress);
      // The record that came meanwhile may have been in the records that were read ahead, or not.
      assertThat(seen)
          .startsWith("1000/1010 1010")
          .allSatisfy(told -> assertThat(told).endsWith("/1010 1010"));
      assertThat(books(catalogue)).hasSize(FeedIndexer.BATCH + 11);
      assertThat(records.fullReadCount()).isEqualTo(2);
    }
  }

  @Test
  void rebuildingThatWasBrokenOffLeavesTheIndexAsItWas() {
    records.put(
        IntStream.rangeClosed(1, 10).mapToObj(i -> TestRecord.titled(i, "Bog").present()).toList());
    try (var catalogue = open()) {
      catalogue.catchUp();
      assertThatThrownBy(() -> catalogue.rebuild((_, _) -> records.setUnavailable(true)))
          .isInstanceOf(StoreException.class);
      assertThat(books(catalogue)).hasSize(10);
    }
    records.setUnavailable(false);
    try (var catalogue = open()) {
      assertThat(books(catalogue)).hasSize(10);
      catalogue.catchUp();
      assertThat(books(catalogue)).hasSize(10);
      assertThat(records.fullReadCount()).isEqualTo(2);
    }
  }

  @Test
  void brokenOffRebuildingIsFinishedByTheNextReading() {
    records.put(
        IntStream.rangeClosed(1, FeedIndexer.BATCH + 10)
            .mapToObj(i -> TestRecord.titled(i, "Bog").present())
            .toList());
    try (var catalogue = open()) {
      catalogue.catchUp();
      assertThatThrownBy(() -> catalogue.rebuild((_, _) -> records.setUnavailable(true)))
          .isInstanceOf(StoreException.class);
      records.setUnavailable(false);
      catalogue.catchUp();
      assertThat(books(catalogue)).hasSize(FeedIndexer.BATCH + 10).doesNotHaveDuplicates();
      assertThat(records.fullReadCount()).isEqualTo(2);
    }
  }

  @Test
  void followerReadsWhatComes() throws InterruptedException {
    records.put(TestRecord.titled(1, "Bog").present());
    try (var catalogue = open()) {
      catalogue.follow();
      await(() -> catalogue.state().hasCaughtUp());
      assertThat(books(catalogue)).containsExactly(1);
      records.put(TestRecord.titled(2, "Bog").present());
      await(() -> books(catalogue).size() == 2);
      assertThatThrownBy(catalogue::follow).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void followerSurvivesAStoreThatIsAway() throws InterruptedException {
    records.put(TestRecord.titled(1, "Bog").present());
    try (var catalogue = open()) {
      catalogue.follow();
      await(() -> catalogue.state().hasCaughtUp());
      records.setUnavailable(true);
      await(() -> "the store is unavailable".equals(catalogue.state().fault()));
      assertThat(books(catalogue)).containsExactly(1);
      records.put(TestRecord.titled(2, "Bog").present());
      records.setUnavailable(false);
      await(() -> books(catalogue).size() == 2);
      await(() -> catalogue.state().fault() == null);
    }
  }

  @Test
  void searchingGoesOnWhileManyReadAndWrite() throws InterruptedException {
    try (var catalogue = open()) {
      catalogue.follow();
      await(() -> catalogue.state().hasCaughtUp()); // before, the index is being made
      var failure = new AtomicReference<Throwable>();
      var searcher =
          Thread.ofVirtual()
              .uncaughtExceptionHandler((_, e) -> failure.set(e))
              .start(() -> {
                var last = 0;
                while (last < 300) {
                  var now = books(catalogue).size();
                  assertThat(now).isGreaterThanOrEqualTo(last);
                  last = now;
                }
              });
      for (var i = 1; i <= 300; i++) {
        records.put(TestRecord.titled(i, "Bog").present());
        if (i % 50 == 0) {
          catalogue.catchUp();
        }
      }
      searcher.join();
      assertThat(failure.get()).isNull();
    }
  }

  @Test
  void indexGoesOnAfterItsDiskFailed() throws IOException {
    try (var catalogue = open()) {
      failToCommit(catalogue);
      catalogue.catchUp();
      assertThat(books(catalogue)).containsExactly(1, 2);
      assertThat(records.fullReadCount()).isEqualTo(1);
    }
  }

  @Test
  void indexIsRebuiltAfterItsDiskFailed() throws IOException {
    try (var catalogue = open()) {
      failToCommit(catalogue);
      catalogue.rebuild(Progress.SILENT);
      assertThat(books(catalogue)).containsExactly(1, 2);
      assertThat(records.fullReadCount()).isEqualTo(2);
    }
  }

  /** The second commit can't be written where a directory has its name. */
  private void failToCommit(LuceneCatalogue catalogue) throws IOException {
    records.put(TestRecord.titled(1, "Bog").present());
    catalogue.catchUp();
    records.put(TestRecord.titled(2, "Bog").present());
    var next = Files.createDirectory(directory.resolve("pending_segments_2"));
    assertThatThrownBy(catalogue::catchUp)
        .isInstanceOf(IndexException.class)
        .hasMessageContaining("can't be written");
    assertThat(books(catalogue)).contains(1);
    Files.deleteIfExists(next);
  }

  @Test
  void closedIndexIsNotSearchedAndClosingItAgainDoesNothing() {
    var catalogue = open();
    catalogue.close();
    catalogue.close();
    assertThatThrownBy(() -> catalogue.search(UNION, words(TITLE, "bog")).close())
        .isInstanceOfSatisfying(
            SearchException.class,
            e -> assertThat(e.kind()).isEqualTo(SearchException.Kind.UNAVAILABLE));
    assertThatThrownBy(catalogue::state).isInstanceOf(IndexException.class);
    assertThatThrownBy(catalogue::catchUp).isInstanceOf(IndexException.class);
  }

  @Test
  void openingNeedsTheStore() {
    records.setUnavailable(true);
    assertThatThrownBy(() -> open().close()).isInstanceOf(StoreException.class);
    records.setUnavailable(false);
    open().close();
  }

  private LuceneCatalogue open() {
    return LuceneCatalogue.open(directory, records, SETTINGS);
  }

  private static List<Integer> books(LuceneCatalogue catalogue) {
    return CatalogueFixture.find(catalogue, UNION, words(TITLE, "bog"));
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    var end = System.nanoTime() + 30_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
      Thread.sleep(5);
    }
  }

  private static List<String> files(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals("write.lock"))
          .toList();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    for (var file : files(from)) {
      Files.copy(from.resolve(file), to.resolve(file));
    }
  }

  private static void damage(Path file, String damage) throws IOException {
    var bytes = Files.readAllBytes(file);
    switch (damage) {
      case "flip" -> {
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
      }
      case "cut" -> Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
      default -> Files.delete(file);
    }
  }
}
