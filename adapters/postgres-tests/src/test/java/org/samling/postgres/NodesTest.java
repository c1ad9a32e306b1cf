package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.nodes.Node;
import org.samling.core.nodes.NodeIndex;
import org.samling.core.nodes.NodeIndex.Place;
import org.samling.core.nodes.NodeReport;

/** Nodes write how they stand when they look whether they can write, and see each other by it. */
class NodesTest {

  private static final Instant STARTED = Instant.parse("2026-01-01T12:00:00.123456Z");

  private TestLibrary library;
  private PostgresStore one;
  private PostgresStore other;

  @BeforeEach
  void open() {
    library = new TestLibrary();
    one = library.storeWithTimeout(Duration.ofSeconds(15));
    other = library.storeWithTimeout(Duration.ofSeconds(15));
  }

  @AfterEach
  void close() {
    one.close();
    other.close();
    library.close();
  }

  private static NodeReport report(String name, NodeIndex index) {
    return new NodeReport(name, "1.0", STARTED, index);
  }

  private static List<String> names(PostgresStore store) {
    return store.nodes().nodes().stream().map(node -> node.report().name()).toList();
  }

  private Node self(NodeIndex index) {
    one.nodes().join(() -> report("one", index));
    return one.nodes().nodes().getFirst();
  }

  @Test
  void nodesSeeEachOtherAndNoneThatHasLeft() {
    one.nodes().join(() -> report("one", NodeIndex.UNKNOWN));
    assertThat(names(one)).containsExactly("one");
    other.nodes().join(() -> report("other", NodeIndex.UNKNOWN));
    assertThat(names(other)).containsExactly("one", "other");
    assertThat(one.isReady()).isTrue();
    assertThat(names(one)).containsExactly("one", "other");
    assertThat(one.nodes().nodes().getFirst().report().startedAt()).isEqualTo(STARTED);

    other.nodes().leave();
    assertThat(other.isReady()).isTrue();
    assertThat(one.isReady()).isTrue();
    assertThat(names(one)).as("who has left does not come back").containsExactly("one");
    assertThat(names(library.store)).as("a store that is no node sees none").isEmpty();
  }

  @Test
  void whoIsNotSeenIsGoneAfterAWhileAndForgottenAfterADay() {
    other.nodes().join(() -> report("other", NodeIndex.UNKNOWN));
    assertThat(self(NodeIndex.UNKNOWN).isGone()).isFalse();
    unseen("other", "1 hour");
    assertThat(one.isReady()).isTrue();
    assertThat(one.nodes().nodes()).extracting(Node::isGone).containsExactly(false, true);
    unseen("other", "1 day");
    assertThat(one.isReady()).isTrue();
    assertThat(names(one)).containsExactly("one");
    assertThat(other.isReady()).as("one that comes back is there again").isTrue();
    assertThat(other.nodes().nodes()).extracting(Node::isGone).containsExactly(false, false);
  }

  private void unseen(String name, String since) {
    library.asSuperuser(
        "update node set seen_at = seen_at - interval '%s' where name = '%s'"
            .formatted(since, name));
  }

  @Test
  void oneThatIsStartedAgainTakesItsOwnPlace() {
    other.nodes().join(() -> report("one", NodeIndex.UNKNOWN));
    self(NodeIndex.UNKNOWN);
    assertThat(names(one)).containsExactly("one");
  }

  @Test
  void whatAnIndexLacksIsCountedFromItsPlaceOn() {
    var last =
        library.texts(
            library.north,
            "select xid::text || ' ' || record_id from record_change order by xid desc, record_id desc limit 1");
    var parts = last.getFirst().split(" ", 2);
    var upToDate =
        new NodeIndex(2, new Place(Long.parseLong(parts[0]), UUID.fromString(parts[1])), true);
    var node = self(upToDate);
    assertThat(node.missing()).isZero();
    assertThat(node.indexState()).isEqualTo(Node.IndexState.FOLLOWS);
    assertThat(node.report().index()).isEqualTo(upToDate);

    library
        .store
        .catalogue()
        .putRecords(null, List.of(TestLibrary.record(new RecordKey("t", "new"), "Ny")));
    assertThat(one.isReady()).isTrue();
    node = one.nodes().nodes().getFirst();
    assertThat(node.missing()).isEqualTo(1);
    assertThat(node.indexState()).isEqualTo(Node.IndexState.FOLLOWS);

    library.store.catalogueHarvest().mark();
    library.asSuperuser("update catalogue_moment set at = at - interval '1 hour'");
    assertThat(one.isReady()).isTrue();
    node = one.nodes().nodes().getFirst();
    assertThat(node.missingSince()).isBefore(Instant.now().minusSeconds(1_800));
    assertThat(node.indexState()).isEqualTo(Node.IndexState.FAR_BEHIND);
  }

  @Test
  void anIndexThatIsBeingMadeLacksNobodyKnowsHowMuch() {
    var node = self(new NodeIndex(0, null, false));
    assertThat(node.missing()).isNull();
    assertThat(node.missingSince()).isNull();
    assertThat(node.indexState()).isEqualTo(Node.IndexState.DOES_NOT_FOLLOW);
  }

  @Test
  void nodesThatCantWriteTellWhatTheySawLast() {
    self(NodeIndex.UNKNOWN);
    library.asSuperuser("revoke update on node from " + library.roles.application());
    assertThat(one.isReady()).as("who can't write is not ready").isFalse();
    assertThat(names(one)).containsExactly("one");
    one.nodes().leave();
    library.asSuperuser("grant update on node to " + library.roles.application());
    assertThat(one.isReady()).isTrue();
  }
}
