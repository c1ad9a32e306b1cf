package org.samling.search;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.samling.core.search.SearchField.TITLE;
import static org.samling.search.CatalogueFixture.SETTINGS;
import static org.samling.search.CatalogueFixture.UNION;
import static org.samling.search.CatalogueFixture.words;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.StoreException;
import org.samling.core.search.RecordList;
import org.samling.core.search.TestRecord;
import org.samling.search.copy.IndexNeighbour;
import org.samling.testing.TestDirectories;

/** The index of a node that joins is a copy of a neighbour's. */
class CopiedIndexTest {

  private static final int CHANGES = 1_200;

  @TempDir private Path directory;
  @TempDir private Path joining;
  @TempDir private Path anew;

  /** What a neighbour sends. */
  @FunctionalInterface
  private interface Sent {
    InputStream open() throws IOException;
  }

  private static IndexNeighbour neighbour(Sent sent) {
    return new IndexNeighbour() {
      @Override
      public String name() {
        return "the neighbour";
      }

      @Override
      public InputStream open() throws IOException {
        return sent.open();
      }
    };
  }

  private static byte[] sent(LuceneCatalogue catalogue) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var snapshot = catalogue.snapshot()) {
      snapshot.writeTo(bytes);
      assertThat(bytes.size()).isEqualTo(snapshot.length());
    }
    return bytes.toByteArray();
  }

  private static IndexNeighbour sends(byte[] bytes) {
    return neighbour(() -> new ByteArrayInputStream(bytes));
  }

  private LuceneCatalogue join(RecordList records, IndexNeighbour... neighbours) {
    return LuceneCatalogue.open(joining, records, SETTINGS, List.of(neighbours));
  }

  /** The index of a neighbour with one book. */
  private byte[] bookOf(RecordList records) throws IOException {
    records.put(TestRecord.titled(1, "Bog").present());
    try (var catalogue = LuceneCatalogue.open(directory, records, SETTINGS)) {
      catalogue.catchUp();
      return sent(catalogue);
    }
  }

  /** Joins with one neighbour, whose index can't be used, and finds the book all the same. */
  private void joinsByItself(RecordList records, byte[] sent) throws IOException {
    var reads = records.fullReadCount();
    try (var catalogue = join(records, sends(sent))) {
      catalogue.catchUp();
      assertThat(books(catalogue)).containsExactly(1);
    }
    assertThat(records.fullReadCount()).as("made anew").isEqualTo(reads + 1);
    assertThat(joining.resolve("incoming")).doesNotExist();
  }

  private static List<Integer> books(LuceneCatalogue catalogue) {
    return CatalogueFixture.find(catalogue, UNION, words(TITLE, "bog"));
  }

  @Test
  void copyTakenWhileRecordsChangeAndSegmentsMergeEqualsAnIndexMadeAnew() throws Exception {
    var records = FollowerNode.catalogue(0);
    var changed = new CountDownLatch(1);
    try (var neighbour = LuceneCatalogue.open(directory, records, SETTINGS)) {
      neighbour.catchUp();
      var reads = records.fullReadCount();
      var changes =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  for (var change = 0; change < CHANGES; change++) {
                    FollowerNode.change(change, records);
                    if (change % 60 == 0) {
                      neighbour.catchUp(); // commits, since the interval is zero
                    }
                  }
                } finally {
                  changed.countDown();
                }
              });
      var copied = neighbour(() -> new ByteArrayInputStream(sentSlowly(neighbour, changed)));
      try (var catalogue = join(records, copied)) {
        catalogue.catchUp();
        changes.join();
        catalogue.catchUp();
        assertThat(catalogue.state().hasCaughtUp()).isTrue();
      }
      assertThat(records.fullReadCount()).as("the neighbour's rebuilding").isEqualTo(reads + 1);
    }
    try (var catalogue = LuceneCatalogue.open(anew, records, SETTINGS)) {
      catalogue.catchUp();
    }
    var copy = IndexContents.of(joining);
    assertThat(copy.documents()).isGreaterThan(1_000);
    assertThat(copy).isEqualTo(IndexContents.of(anew));
  }

  /** Sends nothing before the index that it is of has changed all over and is made anew. */
  private byte[] sentSlowly(LuceneCatalogue neighbour, CountDownLatch changed) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var snapshot = neighbour.snapshot()) {
      changed.await();
      neighbour.rebuild(LuceneCatalogue.Progress.SILENT);
      snapshot.writeTo(bytes);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return bytes.toByteArray();
  }

  @Test
  void copiedIndexFollowsFromThePositionOfTheNeighboursCommit() throws IOException {
    var records = new RecordList("here");
    var sent = bookOf(records);
    records.put(TestRecord.titled(2, "Bog").present());
    try (var catalogue = join(records, sends(sent))) {
      assertThat(catalogue.state().position()).isNull();
      catalogue.catchUp();
      assertThat(books(catalogue)).containsExactly(1, 2);
    }
    try (var catalogue =
        join(records, neighbour(() -> failing("an index that is there is not copied")))) {
      catalogue.catchUp();
      assertThat(books(catalogue)).containsExactly(1, 2);
    }
    assertThat(records.fullReadCount()).as("the neighbour's alone").isEqualTo(1);
  }

  private static InputStream failing(String why) {
    throw new AssertionError(why);
  }

  @Test
  void copyThatIsCutOffAnywhereIsDiscardedAndTheIndexMadeAnew() throws IOException {
    var records = new RecordList("here");
    var sent = bookOf(records);
    joinsByItself(records, Arrays.copyOf(sent, sent.length / 2));
  }

  @Test
  void copyThatIsShorterByOneByteIsDiscarded() throws IOException {
    var records = new RecordList("here");
    var sent = bookOf(records);
    joinsByItself(records, Arrays.copyOf(sent, sent.length - 1));
  }

  @Test
  void everyByteThatChangedOnTheWayIsNoticed() throws IOException {
    var records = new RecordList("here");
    var sent = bookOf(records);
    var list = IntStream.iterate(sent.length - 1, at -> at > 0, at -> at - 509).toArray();
    for (var at : list) {
      sent[at] ^= 1;
      try (var catalogue = join(records, sends(sent))) {
        var reads = records.fullReadCount();
        catalogue.catchUp();
        assertThat(records.fullReadCount()).as("byte %d", at).isEqualTo(reads + 1);
      }
      sent[at] ^= 1;
      TestDirectories.delete(joining);
    }
    assertThat(list).hasSizeGreaterThan(10);
  }

  @Test
  void indexOfAnotherDatabaseIsNotCopied() throws IOException {
    var records = new RecordList("here");
    records.put(TestRecord.titled(1, "Bog").present());
    joinsByItself(records, bookOf(new RecordList("elsewhere")));
  }

  @Test
  void indexThatIsAheadOfItsDatabaseIsNotCopied() throws IOException {
    var records = new RecordList("here");
    var sent = bookOf(records);
    records.replace("here", 100, TestRecord.titled(1, "Bog").present());
    joinsByItself(records, sent);
  }

  @Test
  void indexOfAnotherFormatIsNotCopied() throws IOException {
    var records = new RecordList("here");
    var text = new String(bookOf(records), ISO_8859_1);
    var format = text.replaceFirst("(?s)(\0\6format\0.)\\d", "$19");
    assertThat(format).isNotEqualTo(text);
    joinsByItself(records, format.getBytes(ISO_8859_1));
  }

  @Test
  void listThatNamesAFileElsewhereIsRefused() throws IOException {
    var records = new RecordList("here");
    var text = new String(bookOf(records), ISO_8859_1);
    var other = text.replaceFirst("_0\\.cfs", "../\\.cf");
    assertThat(other).isNotEqualTo(text);
    joinsByItself(records, other.getBytes(ISO_8859_1));
  }

  @Test
  void theNextNeighbourIsAskedWhereOneGivesNothing() throws IOException {
    var records = new RecordList("here");
    var sent = bookOf(records);
    var gone =
        neighbour(() -> {
          throw new IOException("can't be reached");
        });
    try (var catalogue = join(records, gone, sends(new byte[0]), sends(sent))) {
      catalogue.catchUp();
      assertThat(books(catalogue)).containsExactly(1);
    }
    assertThat(records.fullReadCount()).as("the neighbour's alone").isEqualTo(1);
  }

  @Test
  void storeThatIsAwayDuringACopyDoesNotCostIt() throws IOException {
    var records = new RecordList("here");
    var sent = bookOf(records);
    try (var catalogue = join(records, sends(sent))) {
      records.setUnavailable(true);
      assertThatThrownBy(catalogue::catchUp).isInstanceOf(StoreException.class);
      records.setUnavailable(false);
      catalogue.catchUp();
      assertThat(books(catalogue)).containsExactly(1);
    }
    assertThat(records.fullReadCount()).as("the neighbour's alone").isEqualTo(1);
  }

  @Test
  void processThatWasKilledWhileCopyingLeavesNothingThatCounts() throws IOException {
    var records = new RecordList("here");
    var sent = bookOf(records);
    var incoming = Files.createDirectories(joining.resolve("incoming"));
    Files.writeString(incoming.resolve("_0.cfs"), "half");
    Files.writeString(joining.resolve("_7.cfs"), "moved, without the list that comes last");
    try (var catalogue = join(records, sends(sent))) {
      assertThat(incoming).doesNotExist();
      catalogue.catchUp();
      assertThat(books(catalogue)).containsExactly(1);
    }
    assertThat(joining.resolve("_7.cfs")).doesNotExist();
    assertThat(records.fullReadCount()).as("the neighbour's alone").isEqualTo(1);
  }

  @Test
  void closingEndsACopyThatIsBeingReceived() throws Exception {
    var records = new RecordList("here");
    var sent = bookOf(records);
    var asked = new CountDownLatch(1);
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var here = new Socket(listener.getInetAddress(), listener.getLocalPort());
        var there = listener.accept()) {
      there.getOutputStream().write(sent, 0, sent.length - 1); // and never the last byte
      var catalogue =
          join(
              records,
              neighbour(() -> {
                asked.countDown();
                return here.getInputStream();
              }));
      catalogue.follow();
      asked.await();
      catalogue.close();
    }
    assertThat(records.fullReadCount()).as("the neighbour's alone").isEqualTo(1);
  }

  @Test
  void filesOfASnapshotGoOnceItIsClosed() throws IOException {
    var records = new RecordList("here");
    records.put(TestRecord.titled(1, "Bog").present());
    try (var catalogue = LuceneCatalogue.open(directory, records, SETTINGS)) {
      catalogue.catchUp();
      var before = files();
      try (var snapshot = catalogue.snapshot()) {
        catalogue.rebuild(LuceneCatalogue.Progress.SILENT);
        assertThat(files()).containsAll(before);
        snapshot.writeTo(OutputStream.nullOutputStream());
      }
      assertThat(files()).doesNotContainAnyElementsOf(before);
    }
  }

  private List<String> files() throws IOException {
    try (var files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals("write.lock"))
          .toList();
    }
  }

  @Test
  void indexThatIsNotWholeYetGivesNoSnapshot() {
    var records = new RecordList("here");
    try (var catalogue = LuceneCatalogue.open(directory, records, SETTINGS)) {
      assertThatThrownBy(catalogue::snapshot)
          .isInstanceOf(IndexException.class)
          .hasMessageContaining("not whole yet");
    }
  }
}
