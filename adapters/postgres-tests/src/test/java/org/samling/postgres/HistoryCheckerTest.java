package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.StoreException;

/** That the checker of histories would notice. */
class HistoryCheckerTest {

  @TempDir Path directory;

  /** What nobody did, and what takes it back. */
  private record Tampering(String done, String undone) {}

  private static final List<Tampering> TAMPERINGS =
      List.of(
          new Tampering(
              "update loan set renewals = renewals + 1", "update loan set renewals = renewals - 1"),
          new Tampering(
              "update loan set recalled_at = coalesce(recalled_at, 'epoch')",
              "update loan set recalled_at = null where recalled_at = 'epoch'"),
          new Tampering(
              """
              insert into hold (tenant_id, id, common_record_id, patron_id, pickup_branch, placed_at, state, changed_at)
              select tenant_id, gen_random_uuid(), common_record_id, patron_id, pickup_branch, placed_at, 'CANCELLED', 'epoch'
              from hold limit 1
              """,
              "delete from hold where changed_at = 'epoch'"),
          new Tampering(
              """
              insert into ledger_entry (tenant_id, id, patron_id, kind, fee_type, amount, arose_at, reason)
              select tenant_id, gen_random_uuid(), id, 'CREATION', 'DAMAGE', 1, now(), 'twice' from patron limit 1
              """,
              "delete from ledger_entry where reason = 'twice'"),
          new Tampering(
              "update audit set outcome = 'Done' where outcome = 'refused'",
              "update audit set outcome = 'refused' where outcome = 'Done'"),
          new Tampering(
              """
              update command_outcome set outcome = jsonb_set(outcome, '{at}', '"2000-01-01T00:00:00Z"')
                || jsonb_build_object('was', outcome -> 'at')
              """,
              "update command_outcome set outcome = jsonb_set(outcome, '{at}', outcome -> 'was') - 'was'"),
          new Tampering(
              "update outbox set kind = 'opened' where kind = 'loan-opened'",
              "update outbox set kind = 'loan-opened' where kind = 'opened'"));

  @Test
  void whatNobodyDidIsNoticed() {
    try (var library = new TestLibrary();
        var history = new History(directory.resolve("history.jsonl"))) {
      var given = new AtomicInteger();
      new RandomClient("client", 1, library.store, List.of(library.north, library.south), history)
          .run(() -> given.getAndIncrement() < 200);
      var checker = new HistoryChecker(library, history.events());
      assertThatCode(checker::check).doesNotThrowAnyException();
      for (var tampering : TAMPERINGS) {
        library.asOwner(tampering.done());
        assertThatThrownBy(checker::check).as(tampering.done()).isInstanceOf(AssertionError.class);
        library.asOwner(tampering.undone());
      }
      assertThatCode(checker::check).as("all of it taken back").doesNotThrowAnyException();
    }
  }

  /** Effects in a tenant that a refusal must not have. */
  private static final List<String> EFFECTS =
      List.of(
          "update item set properties = 'refused' where tenant_id = %s and barcode = '1'",
          """
          insert into patron_block (tenant_id, patron_id, code)
          select tenant_id, id, 'S' from patron where tenant_id = %s limit 1
          """,
          """
          insert into outbox (tenant_id, id, at, kind, payload)
          select %s, gen_random_uuid(), now(), 'item-moved', '{}'
          """);

  private static final String REFUSED =
      """
      insert into audit (tenant_id, id, at, actor, branch, command, outcome, reason)
      select %s, gen_random_uuid(), now(), 'test', 'test', 'checkout', 'refused', 'ITEM_UNKNOWN';
      """;

  @Test
  void effectOfWhatWasRefusedIsNoticed() {
    for (var effect : EFFECTS) {
      try (var library = new TestLibrary()) {
        library.submit(TestLibrary.checkout(library.north, "A", "1"));
        library.submit(TestLibrary.checkout(library.north, "B", "1"));
        library.asOwner(REFUSED.formatted(library.north));
        var checker = new RefusalChecker(library);
        checker.check(library.north);
        assertThat(checker.toString()).startsWith("2 refused in transactions of refusals only");

        library.asOwner((REFUSED + effect).formatted(library.north, library.north));
        assertThatThrownBy(() -> checker.check(library.north))
            .as(effect)
            .isInstanceOf(AssertionError.class);
      }
    }
  }

  @Test
  void answerThatIsMissingOrGivenTwiceIsNoticed() {
    try (var library = new TestLibrary();
        var history = new History(directory.resolve("history.jsonl"))) {
      var client = new RandomClient("client", 1, library.store, List.of(library.north), history);
      client.ask("client/0", TestLibrary.checkout(library.north, "A", "1"));
      var events = history.events();
      assertThat(events).hasSize(2);

      new HistoryChecker(library, events).check();
      var unanswered = new HistoryChecker(library, events.subList(0, 1));
      assertThatThrownBy(unanswered::check).isInstanceOf(AssertionError.class);
      var twice = new ArrayList<>(events);
      twice.add(events.getLast());
      assertThatThrownBy(new HistoryChecker(library, twice)::check)
          .isInstanceOf(AssertionError.class);
      var denied = new ArrayList<>(events);
      denied.add(1, new Event.Unknown(Instant.now(), "client/0", StoreException.Kind.UNAVAILABLE));
      assertThatThrownBy(new HistoryChecker(library, denied)::check)
          .as("done, although the store had said that nothing was")
          .isInstanceOf(AssertionError.class);
    }
  }

  @Test
  void lineThatAKillCutShortWasNeverWritten() throws Exception {
    var file = directory.resolve("torn.jsonl");
    try (var history = new History(file)) {
      history.add(new Event.Unknown(Instant.EPOCH, "a", StoreException.Kind.UNKNOWN));
      Files.writeString(file, "{\"event\":\"ok\",\"na", StandardOpenOption.APPEND);
      assertThat(history.events()).hasSize(1);
    }
    try (var goneOn = new History(file)) {
      goneOn.add(new Event.Unknown(Instant.EPOCH, "b", StoreException.Kind.UNKNOWN));
      assertThat(goneOn.events()).extracting(Event::name).containsExactly("a", "b");
    }
  }
}
