package org.samling.routes.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.TitlesToTarget;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.ItemCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.command.SetCommand;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.facts.HoldType;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.circulation.facts.WantedTitle;
import org.samling.core.patron.Absence;
import org.samling.postgres.TestLibrary;

/**
 * Whatever is done at a desk, the titles that it marks are all with which something is to do: after
 * the job has seen to the marks, no hold is left whose target would change if all were looked at.
 * Bookings are left out: what another copy changes for them is seen on the next day (ADR 0067).
 */
class HoldTargetingPropertyTest {

  private static final int STEPS = 600;
  private static final List<String> PATRONS = List.of("A", "B", "P1", "P2", "P3", "P4");
  private static final List<RecordKey> TITLES = List.of(TestLibrary.TITLE, TestLibrary.OTHER_TITLE);

  /** Targets that their holds can't get. */
  private static final String UNFIT =
      """
      select concat_ws(' ', h.id, i.barcode) from hold h join item i on i.tenant_id = h.tenant_id and i.id = h.target_item_id
      where h.state <> 'WAITING' or i.record_id <> h.record_id or i.part_of_set is not null
        or h.wanted_branch <> i.home_branch or h.wanted_item_id <> i.id
      union all
      select concat_ws(' ', h.id, i.barcode, h.state, i.status)
      from hold h join item i on i.tenant_id = h.tenant_id and i.id = h.item_id
      where h.state in ('BOUND', 'IN_TRANSIT', 'READY') and i.hold_id is distinct from h.id
      """;

  private final TestLibrary library = new TestLibrary();
  private final Random random = new Random(1_224);
  private final LocalDate today =
      library.store.inquiries().policy(library.north).day(Instant.now());
  private final List<String> items = new ArrayList<>(List.of("1", "2", "3", "4", "5", "6", "R"));

  @AfterEach
  void close() {
    library.close();
  }

  @Test
  void whatIsDoneMarksAllWithWhichSomethingIsToDo() {
    for (var patron : PATRONS.subList(2, PATRONS.size())) {
      library.addPatron(patron, "adult", TestLibrary.MAIN);
    }
    var job =
        new HoldTargeting(
            library.store.tenants(),
            library.store.titlesToTarget(),
            library.store.inquiries(),
            new Commands(library.store, Duration.ofSeconds(10)),
            Duration.ofHours(1),
            _ -> {});
    var found = 0;
    for (var step = 0; step < STEPS; step++) {
      var done = random.nextInt(3) == 0 ? List.of(act(), act()) : List.of(act());
      var runs = 0;
      while (library.count(library.north, "select count(*) from title_to_target") > 0) {
        found += job.run();
        assertThat(++runs).as("runs after step %d, %s", step, done).isLessThan(10);
      }
      assertThat(stillToDo()).as("after step %d, %s", step, done).isEmpty();
      assertThat(library.texts(library.north, UNFIT)).as("after step %d, %s", step, done).isEmpty();
    }
    assertThat(found).isGreaterThan(STEPS / 100);
  }

  private List<HoldCommand.TargetHold> stillToDo() {
    var titles =
        library
            .texts(library.north, "select distinct record_id from hold where state = 'WAITING'")
            .stream()
            .map(UUID::fromString)
            .toList();
    var holds = library.store.titlesToTarget().holds(library.north, titles, null, 1_000);
    var commands =
        holds.stream()
            .map(TitlesToTarget.HoldOn::hold)
            .map(hold -> new HoldCommand.TargetHold(origin(), hold))
            .toList();
    return library.store.inquiries().effective(library.north, commands);
  }

  private Origin origin() {
    return new Origin(
        library.north,
        CommandKey.of(Duration.ZERO, UUID.randomUUID()),
        "test",
        random.nextInt(3) == 0 ? TestLibrary.BRANCH : TestLibrary.MAIN,
        Instant.now().plusSeconds(60));
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** A hold in a state, or one that there is not. */
  private UUID hold(String state) {
    var known =
        library.texts(
            library.north, "select id from hold where state = '%s' order by id".formatted(state));
    return known.isEmpty() ? new UUID(9, 9) : UUID.fromString(any(known));
  }

  private String patronOf(UUID hold) {
    var cards =
        library.texts(
            library.north,
            """
            select n.value from hold h join patron_identifier n on n.tenant_id = h.tenant_id and n.patron_id = h.patron_id
            where h.id = '%s' and n.kind = 'CARD'
            """
                .formatted(hold));
    return cards.isEmpty() ? "A" : cards.getFirst();
  }

  /** Does something, and says what. */
  private String act() {
    if (random.nextInt(30) == 0) {
      var item = random.nextInt(3) > 0 ? any(items) : "new-" + items.size();
      library
          .store
          .itemRegister()
          .putItems(
              library.north,
              List.of(NewItem.plain(item, any(TITLES), any(branches()), any(categories()))));
      if (!items.contains(item)) {
        items.add(item);
      }
      return "put item " + item;
    }
    var command = command();
    var outcome = library.submit(command);
    return command.getClass().getSimpleName() + " " + outcome.getClass().getSimpleName();
  }

  private static List<String> branches() {
    return List.of(TestLibrary.MAIN, TestLibrary.BRANCH);
  }

  private static List<String> categories() {
    return List.of("book", "book", "reference");
  }

  private Command<?> command() {
    var origin = origin();
    var patron = any(PATRONS);
    var item = any(items);
    return switch (random.nextInt(26)) {
      case 0, 1, 2 -> new LoanCommand.Checkout(origin, patron, item, false, null);
      case 3, 4, 5, 6, 7 -> new LoanCommand.Checkin(origin, item, Instant.now());
      case 8 -> new LoanCommand.UndoCheckout(origin, null, item);
      case 9 -> new LoanCommand.UndoCheckin(origin, null, item);
      case 10, 11, 12 ->
          new HoldCommand.PlaceHold(
              origin,
              patron,
              any(TITLES),
              random.nextInt(4) == 0 ? any(branches()) : null,
              HoldCommand.HoldOptions.at(any(branches()), Instant.now(), null));
      case 13 ->
          new HoldCommand.PlaceItemHold(
              origin,
              patron,
              item,
              HoldCommand.HoldOptions.at(any(branches()), Instant.now(), null));
      case 14 ->
          new HoldCommand.PlaceHolds(
              origin,
              patron,
              any(List.of(HoldType.PARALLEL, HoldType.SERIAL)),
              List.of(
                  new WantedTitle(TestLibrary.TITLE, null),
                  new WantedTitle(TestLibrary.OTHER_TITLE, null)),
              HoldCommand.HoldOptions.at(any(branches()), Instant.now(), null));
      case 15 -> {
        var hold = hold(any(List.of("WAITING", "READY")));
        yield new HoldCommand.CancelHoldById(origin, patronOf(hold), hold);
      }
      case 16, 17 -> {
        var hold = hold("WAITING");
        var pause = new HoldFacts.Pause(today, null);
        yield new HoldCommand.PauseHold(
            origin, patronOf(hold), hold, random.nextBoolean() ? pause : null);
      }
      case 18, 19 ->
          new PatronCommand.SetAbsence(
              origin,
              new PatronName.Identifier(patron),
              random.nextInt(3) == 0 ? new Absence(today, today.plusDays(9)) : null);
      case 20 -> new HoldCommand.ReportNotFound(origin, item);
      case 21 -> new ItemCommand.MarkMissing(origin, item, Instant.now());
      case 22 ->
          random.nextInt(3) == 0
              ? new ItemCommand.WithdrawItem(origin, item, "worn")
              : new ItemCommand.RestoreItem(origin, item);
      case 23 -> new ItemCommand.RestoreItem(origin, item);
      case 24 -> new ItemCommand.RelocateItem(origin, item, any(branches()), null);
      default ->
          random.nextBoolean()
              ? new SetCommand.PutSet(origin, "s", "Set", List.of(item), List.of())
              : new SetCommand.DissolveSet(origin, "s");
    };
  }
}
