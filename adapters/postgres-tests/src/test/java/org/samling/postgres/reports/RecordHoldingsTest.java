package org.samling.postgres.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.OTHER_TITLE;
import static org.samling.postgres.TestLibrary.TITLE;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.Holding;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.ItemState;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.CountedDriver;
import org.samling.postgres.PostgresStore;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.embedded.TestPostgres;
import org.samling.testing.Eventually;

/** The items shown beside the records of a page: what they say, and the statements they take. */
class RecordHoldingsTest {

  private static final int CALLERS = 40;

  private final TestLibrary library = new TestLibrary();
  private final TenantId north = library.north;
  private PostgresStore node;
  private UUID title;
  private UUID other;

  @BeforeEach
  void open() {
    node = CountedDriver.store(library);
    node.inquiries().policy(north);
    title = record("1");
    other = record("6");
  }

  @AfterEach
  void close() {
    node.close();
    library.close();
  }

  private UUID record(String item) {
    return UUID.fromString(
        library.text(north, "select record_id::text from item where barcode = '" + item + "'"));
  }

  @Test
  void pageOfHoldingsTakesOneStatementThatJoinsNoRecordToItsItems() {
    var asked = CountedDriver.asked(() -> node.inquiries().holdings(north, List.of(title, other)));
    assertThat(asked).as("round trips").hasSize(1);
    var statements = List.of(asked.getFirst().split(";\n"));
    assertThat(statements).as("with the sight of the tenant, and the end").hasSize(3);
    assertThat(statements.get(1))
        .contains("join item")
        .doesNotContain("local_record", "title", "patron_identifier");
  }

  @Test
  void holdingsAreAsTheItemsStandNow() {
    library.submit(TestLibrary.checkout(north, "A", "1"));
    library.submit(TestLibrary.hold(north, "B", TITLE, TestLibrary.BRANCH));
    library.submit(TestLibrary.hold(north, "C", OTHER_TITLE, MAIN));
    var held = node.inquiries().holdings(north, List.of(title, other, UUID.randomUUID()));
    var items = node.inquiries().items(north, List.of(title, other));
    assertThat(held).containsOnlyKeys(title, other);
    assertThat(texts(held)).isEqualTo(described(items));
    assertThat(held.get(title)).extracting(Holding::barcode).startsWith("1", "2", "3");
    assertThat(held.get(title)).extracting(Holding::waiting).containsOnly(1);
    assertThat(held.get(title).getFirst().status()).isEqualTo(ItemStatus.ON_LOAN);
    assertThat(held.get(title).getFirst().due()).isNotNull();
    assertThat(node.inquiries().holdings(library.south, List.of(title))).isNotEqualTo(held);
    assertThat(node.inquiries().holdings(north, List.of())).isEmpty();
  }

  private static List<String> texts(Map<UUID, List<Holding>> held) {
    return texts(
        held,
        i ->
            text(
                i.barcode(),
                i.home(),
                i.forLoan(),
                i.status(),
                i.at(),
                i.owner(),
                i.due(),
                i.waiting()));
  }

  private static List<String> described(Map<UUID, List<ItemState>> items) {
    return texts(
        items,
        i ->
            text(
                i.item().barcode(),
                i.item().home(),
                i.forLoan(),
                i.status(),
                i.at(),
                i.owner(),
                i.due(),
                i.waiting()));
  }

  private static <T> List<String> texts(Map<UUID, List<T>> items, Function<T, String> text) {
    return items.entrySet().stream()
        .flatMap(of -> of.getValue().stream().map(i -> of.getKey() + " " + text.apply(i)))
        .sorted()
        .toList();
  }

  private static String text(Object... values) {
    return Arrays.toString(values);
  }

  @Test
  void titleWithMoreItemsThanAreToldTakesNothingFromTheOthersOfThePage() {
    library.addStock(2 * Inquiries.MAX_ITEMS, 0);
    var held = node.inquiries().holdings(north, List.of(title, other));
    assertThat(held.get(title)).hasSize(Inquiries.MAX_ITEMS);
    assertThat(held.get(title).getFirst().barcode()).isEqualTo("1");
    assertThat(held.get(other)).extracting(Holding::barcode).containsExactly("6", "R");
  }

  /** All but the first wait for the table, which is locked until all have asked. */
  @Test
  void pagesThatAreAskedForAtOnceAreReadTogether() throws Exception {
    var asking =
        IntStream.range(0, CALLERS)
            .mapToObj(i ->
                new FutureTask<>(() ->
                    node.inquiries()
                        .holdings(north, i % 2 == 0 ? List.of(title, other) : List.of(other))))
            .toList();
    var threads = asking.stream().map(Thread::new).toList();
    var took =
        CountedDriver.during(() -> {
          try (var connection = TestPostgres.connect(library.roles.url());
              var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table samling.item in access exclusive mode");
            threads.forEach(Thread::start);
            Eventually.holds(
                "all wait",
                () ->
                    threads.stream()
                            .filter(thread -> thread.getState() == Thread.State.TIMED_WAITING)
                            .count()
                        == CALLERS - 1);
            connection.rollback();
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
          asking.forEach(RecordHoldingsTest::join);
        });
    assertThat(took).as("round trips").isLessThanOrEqualTo(4);
    for (var i = 0; i < CALLERS; i++) {
      assertThat(asking.get(i).get().get(other))
          .extracting(Holding::barcode)
          .containsExactly("6", "R");
      assertThat(asking.get(i).get()).hasSize(i % 2 == 0 ? 2 : 1);
    }
  }

  private static void join(FutureTask<?> task) {
    try {
      task.get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
