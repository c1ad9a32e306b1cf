package org.samling.console.circulation;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import org.samling.console.web.Visit;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.outcome.Outcome;
import org.samling.core.circulation.reason.Refusal;

/**
 * Submits what staff do, at the branch where they work, and writes it to the activity log. Each
 * form has an idempotency key: sent again, it has no effect and gets the same outcome. Activity log
 * entries name the item, the title or the fee and never the patron, because they outlive the
 * patron's data; the audit trail records the patron for as long as it may.
 */
public final class DeskCommands {

  private static final Duration WINDOW = Duration.ofDays(1);
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final int LONGEST_DETAIL = 250;

  private final Commands commands;

  /** Creates an instance. */
  public DeskCommands(Circulation circulation) {
    commands = new Commands(circulation, DEADLINE);
  }

  /**
   * Something to do.
   *
   * @param act its code in the activity log
   * @param subject its subject in the activity log
   * @param detail what else makes it another act than others with the same key
   * @param command builds the command from its origin
   */
  public record Work(
      String act, String subject, String detail, Function<Origin, Command<?>> command) {}

  /**
   * What the activity log says of something that was done.
   *
   * @param act the code of the act
   * @param detail its details, behind the branch
   */
  public record Noted(String act, String detail) {}

  /**
   * Does it, and notes it unless it was refused or had been done before.
   *
   * @param key the idempotency key of the form
   * @param noted what the activity log says of it
   * @throws org.samling.core.StoreException when there is no outcome
   */
  public Outcome run(Visit visit, UUID key, Work work, Function<Outcome, Noted> noted) {
    var now = Instant.now();
    var outcome = commands.outcome(work.command().apply(origin(visit, key, work, now)));
    if (!(outcome instanceof Refusal) && !outcome.at().isBefore(now)) {
      var note = noted.apply(outcome);
      var detail = (visit.workplace().branch() + " " + note.detail()).strip();
      visit.note(
          note.act(),
          work.subject(),
          detail.substring(0, Math.min(detail.length(), LONGEST_DETAIL)));
    }
    return outcome;
  }

  private static Origin origin(Visit visit, UUID key, Work work, Instant now) {
    return new Origin(
        visit.tenant().id(),
        CommandKey.of(
            WINDOW, "console", visit.member().id(), key, work.act(), work.subject(), work.detail()),
        visit.member().username(),
        visit.workplace().branch(),
        now.plus(DEADLINE),
        visit.member().bounds());
  }

  /** The origin of a command that is only explained. */
  public static Origin hypothetical(Visit visit, String branch) {
    return new Origin(
        visit.tenant().id(),
        CommandKey.of(Duration.ZERO, UUID.randomUUID()),
        visit.member().username(),
        branch,
        Instant.now().plus(DEADLINE),
        visit.member().bounds());
  }
}
