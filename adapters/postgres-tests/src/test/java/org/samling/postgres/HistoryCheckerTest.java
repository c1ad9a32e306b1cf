package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.StoreException;
import org.samling.core.circulation.outcome.HoldOutcome;

/** That the checker of histories would notice. */
class HistoryCheckerTest {

  @TempDir Path directory;

  /** What nobody did, and what takes it back. */
  private record Tampering(String done, String undone) {}

  private static final String ELSEWHERE =
      """
      update hold set pickup_branch =
        case pickup_branch when 'DK-799700' then 'DK-799701' else 'DK-799700' end
      where state = 'CANCELLED'
      """;

  /** A fee becomes greater, and another of the same patron's less. */
  private static final String OTHER_FEES =
      """
      update ledger_entry e set amount = e.amount %s d.more
      from (select id, case row_number() over (partition by tenant_id, patron_id order by id)
              when 1 then 1 when 2 then -1 else 0 end as more,
            count(*) over (partition by tenant_id, patron_id) as fees
          from ledger_entry where kind = 'CREATION') d
      where d.id = e.id and d.fees > 1
      """;

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
              "update outbox set kind = 'loan-opened' where kind = 'opened'"),
          new Tampering(
              """
              create table was as select id, patron_id from loan where patron_id is not null;
              update loan l set patron_id = (select p.id from patron p
                where p.tenant_id = l.tenant_id and p.id <> l.patron_id limit 1)
              where patron_id is not null
              """,
              """
              update loan l set patron_id = was.patron_id from was where was.id = l.id;
              drop table was
              """),
          new Tampering(
              "update loan set due_at = due_at + interval '1 day'",
              "update loan set due_at = due_at - interval '1 day'"),
          new Tampering(ELSEWHERE, ELSEWHERE),
          new Tampering(OTHER_FEES.formatted("+"), OTHER_FEES.formatted("-")));

  @Test
  void whatNobodyDidIsNoticed() {
    try (var library = new TestLibrary();
        var history = new History(directory.resolve("history.jsonl"))) {
      var given = new AtomicInteger();
      new RandomClient(
              "client",
              1,
              RandomClient.Node.of(library.store),
              List.of(library.north, library.south),
              history)
          .run(() -> given.getAndIncrement() < 200);
      var checker = new HistoryChecker(library, history.events());
      assertThatCode(checker::check).doesNotThrowAnyException();
      for (var tampering : TAMPERINGS) {
        library.asSuperuser(tampering.done());
        assertThatThrownBy(checker::check, tampering.done()).isInstanceOf(AssertionError.class);
        library.asSuperuser(tampering.undone());
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
        library.asSuperuser(REFUSED.formatted(library.north));
        var checker = new RefusalChecker(library);
        checker.check(library.north);
        assertThat(checker.alone()).isEqualTo(2);

        library.asSuperuser((REFUSED + effect).formatted(library.north, library.north));
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
      var client =
          new RandomClient(
              "client", 1, RandomClient.Node.of(library.store), List.of(library.north), history);
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
      assertThatThrownBy(denied(library, events, StoreException.Kind.UNAVAILABLE)::check)
          .as("done, although the store had said that nothing was")
          .isInstanceOf(AssertionError.class);
    }
  }

  @Test
  void thatNothingWasBegunSaysNothingOfWhatWasAskedBefore() {
    try (var library = new TestLibrary();
        var history = new History(directory.resolve("history.jsonl"))) {
      ask(library, history, "1");
      var events = history.events();

      assertThatThrownBy(denied(library, events, StoreException.Kind.BUSY)::check)
          .as("done, although it was not begun")
          .isInstanceOf(AssertionError.class);
      denied(library, events, StoreException.Kind.UNKNOWN, StoreException.Kind.BUSY).check();
      assertThatThrownBy(
              denied(library, events, StoreException.Kind.UNKNOWN, StoreException.Kind.UNAVAILABLE)
                  ::check)
          .as("done before the store said that it is not and will not be")
          .isInstanceOf(AssertionError.class);
    }
  }

  private static void ask(TestLibrary library, History history, String item) {
    new RandomClient(
            "client", 1, RandomClient.Node.of(library.store), List.of(library.north), history)
        .ask("client/" + item, TestLibrary.checkout(library.north, "A", item));
  }

  /** What was done when it was first asked, which that client only learnt when it asked again. */
  private static HistoryChecker denied(
      TestLibrary library, List<Event> answered, StoreException.Kind... heard) {
    var events = new ArrayList<Event>();
    for (var kind : heard) {
      events.add(answered.getFirst());
      events.add(new Event.Unknown(Instant.now(), answered.getFirst().name(), kind));
    }
    events.add(answered.getFirst());
    var ok = (Event.Ok) answered.getLast();
    events.add(new Event.Ok(Instant.now(), ok.name(), ok.outcome()));
    return new HistoryChecker(library, events);
  }

  @Test
  void whatAPromotionMayLoseIsTheEndOnly() {
    try (var library = new TestLibrary();
        var history = new History(directory.resolve("history.jsonl"))) {
      ask(library, history, "1");
      var from = Instant.now();
      var command = TestLibrary.hold(library.north, "A", TestLibrary.TITLE, TestLibrary.MAIN);
      history.add(new Event.Invoke(Instant.now(), "lost", command));
      var outcome =
          new HoldOutcome.Placed(
              Instant.now(), UUID.randomUUID(), 1, TestLibrary.MAIN, null, false);
      history.add(new Event.Ok(Instant.now(), "lost", outcome));
      var promotion = Instant.now();
      ask(library, history, "2");
      var events = history.events();

      var allowed = checker(library, events, new Loss(from, promotion));
      allowed.check();
      assertThat(allowed.lost()).isEqualTo(1);
      assertThatThrownBy(checker(library, events, new Loss(promotion, Instant.now()))::check)
          .as("lost, although the standby had it")
          .isInstanceOf(AssertionError.class);
      assertThatThrownBy(checker(library, events, new Loss(from, Instant.now()))::check)
          .as("lost, although something later is there")
          .isInstanceOf(AssertionError.class);
      library.asSuperuser(
          "delete from command_outcome; delete from audit_patron; delete from audit");
      assertThatThrownBy(checker(library, events, new Loss(Instant.EPOCH, Instant.now()))::check)
          .as("lost, but for its effect")
          .isInstanceOf(AssertionError.class);
    }
  }

  private static HistoryChecker checker(TestLibrary library, List<Event> events, Loss loss) {
    return new HistoryChecker(library, events, new JumpingClock(), List.of(loss));
  }

  @Test
  void whatWasDecidedAtATimeThatNoClockToldIsNoticed() {
    var clock = new JumpingClock();
    clock.set(Duration.ofHours(1));
    try (var library = new TestLibrary();
        var store =
            new PostgresStore(
                clock, TestLibrary.settings(library.roles, 64), TestLibrary.keyring());
        var history = new History(directory.resolve("history.jsonl"))) {
      var node = new RandomClient.Node(store, clock, TestLibrary.ANSWER_WITHIN);
      var given = new AtomicInteger();
      new RandomClient("client", 1, node, List.of(library.north), history)
          .run(() -> given.getAndIncrement() < 1);
      clock.set(Duration.ofHours(-1));

      new HistoryChecker(library, history.events(), clock, List.of()).check();
      assertThatThrownBy(new HistoryChecker(library, history.events())::check)
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
