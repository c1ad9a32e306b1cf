package org.samling.console.circulation;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.samling.console.web.Reply;
import org.samling.console.web.Visit;
import org.samling.core.StoreException;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.circulation.outcome.Outcome;
import org.samling.core.circulation.reason.Refusal;
import org.samling.core.debt.Money;
import org.samling.core.patron.BlockCode;
import org.samling.core.patron.Consent;

/**
 * What a desk does. Each form has a key: sent again it has no effect, and gets the same answer.
 * What is noted names the item, the title or the fee and never the patron, for notes are kept when
 * a person goes; about whom a command was, the audit tells for as long as it may.
 */
final class DeskWork {

  private static final Duration WINDOW = Duration.ofDays(1);
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final int LONGEST = 200;
  private static final int LONGEST_NOTE = 255;
  private static final List<String> FIELDS =
      List.of("item", "hold", "fee", "amount", "reason", "code", "note", "until");

  private final Circulation circulation;
  private final PatronDesk patrons;
  private final ItemDesk items;

  DeskWork(Circulation circulation, PatronDesk patrons, ItemDesk items) {
    this.circulation = circulation;
    this.patrons = patrons;
    this.items = items;
  }

  /**
   * Something to be done.
   *
   * @param act what, as it is noted
   * @param subject with what, as it is noted
   * @param detail what more is noted
   * @param command the command, of where it comes from
   */
  private record Work(
      String act, String subject, String detail, Function<Origin, Command<?>> command) {}

  /** Lengthens a loan. */
  Reply renew(PatronDesk.Seen seen) {
    return onLoan(
        seen,
        item ->
            new Work(
                "loan-renewed",
                item,
                "",
                origin -> new LoanCommand.Renew(origin, seen.card(), item)));
  }

  /** Records that the patron says that an item was returned. */
  Reply claimReturned(PatronDesk.Seen seen) {
    return onLoan(
        seen,
        item ->
            new Work(
                "loan-claimed-returned",
                item,
                "",
                origin -> new LoanCommand.ClaimReturned(origin, seen.card(), item)));
  }

  /** Records that an item is lost that the patron has. */
  Reply lost(PatronDesk.Seen seen) {
    return onLoan(
        seen,
        item ->
            new Work("item-lost", item, "", origin -> new LoanCommand.DeclareLost(origin, item)));
  }

  private Reply onLoan(PatronDesk.Seen seen, Function<String, Work> work) {
    var item = seen.visit().request().field("item");
    return patrons.loans(seen).stream().anyMatch(row -> row.loan().barcode().equals(item))
        ? done(seen, work.apply(item))
        : unfit(seen, "circulation.form.no-loan");
  }

  /** Records that an item is lost, wherever it is. */
  Reply lost(ItemDesk.Seen seen) {
    if (seen.state().due() != null && items.borrowed(seen) == null) {
      return Reply.notFound();
    }
    return done(
        seen,
        new Work(
            "item-lost",
            seen.barcode(),
            "",
            origin -> new LoanCommand.DeclareLost(origin, seen.barcode())));
  }

  /** Puts an item that is set aside on the hold shelf where it is. */
  Reply shelve(ItemDesk.Seen seen) {
    return done(
        seen,
        new Work(
            "hold-shelved",
            seen.barcode(),
            "",
            origin -> new HoldCommand.ShelveHold(origin, seen.barcode())));
  }

  private Reply done(ItemDesk.Seen seen, Work work) {
    var visit = seen.visit();
    var say = new CirculationTexts(visit.words(), seen.sight().policy());
    return give(
            visit,
            DeskForm.at(seen.sight(), visit.request().field("at"), seen.state().at()),
            say,
            work)
        .map(problem -> items.unfit(seen, typed(visit), problem))
        .orElseGet(() -> Reply.to(seen.path() + "?done=" + work.act()));
  }

  /** Cancels a hold. */
  Reply cancelHold(PatronDesk.Seen seen) {
    var asked = seen.visit().request().field("hold");
    return patrons.holds(seen).stream()
        .filter(row -> row.hold().id().toString().equals(asked))
        .findFirst()
        .map(row ->
            done(
                seen,
                new Work(
                    "hold-cancelled",
                    row.hold().record().toString(),
                    "",
                    origin ->
                        new HoldCommand.CancelHoldById(origin, seen.card(), row.hold().id()))))
        .orElseGet(() -> unfit(seen, "circulation.form.no-hold"));
  }

  /** Takes a payment for a fee. */
  Reply pay(PatronDesk.Seen seen) {
    return onFee(
        seen,
        fee ->
            amount(seen)
                .map(amount ->
                    done(
                        seen,
                        new Work(
                            "fee-paid",
                            fee.toString(),
                            Money.text(amount, seen.visit().tenant().currency()),
                            origin ->
                                new FeeCommand.Pay(
                                    origin,
                                    seen.card(),
                                    amount,
                                    List.of(fee),
                                    null,
                                    Instant.now()))))
                .orElseGet(() -> unfit(seen, "circulation.form.amount-unfit")));
  }

  /** Gives up what is open of a fee. */
  Reply forgive(PatronDesk.Seen seen) {
    var reason = seen.visit().request().field("reason");
    return onFee(
        seen,
        fee ->
            reason.isEmpty() || reason.length() > LONGEST
                ? unfit(seen, "circulation.form.reason-unfit")
                : done(
                    seen,
                    new Work(
                        "fee-forgiven",
                        fee.toString(),
                        "",
                        origin -> new FeeCommand.CancelFee(origin, seen.card(), fee, reason))));
  }

  private Reply onFee(PatronDesk.Seen seen, Function<UUID, Reply> answer) {
    var asked = seen.visit().request().field("fee");
    return patrons.fees(seen).stream()
        .filter(fee -> fee.id().toString().equals(asked))
        .findFirst()
        .map(fee -> answer.apply(fee.id()))
        .orElseGet(() -> unfit(seen, "circulation.form.no-fee"));
  }

  /** An amount in minor units; a comma is as good as a point. */
  private static Optional<Long> amount(PatronDesk.Seen seen) {
    var typed = seen.visit().request().field("amount");
    try {
      var amount = Money.minor(typed.replace(',', '.'), seen.visit().tenant().currency());
      return Optional.of(amount).filter(a -> a > 0);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** Bars the patron. */
  Reply block(PatronDesk.Seen seen) {
    var request = seen.visit().request();
    var code = code(request.field("code"));
    var note = request.field("note");
    if (code.isEmpty()) {
      return unfit(seen, "circulation.form.no-block");
    }
    if (note.length() > LONGEST_NOTE) {
      return unfit(seen, "circulation.form.note-unfit");
    }
    LocalDate until;
    try {
      until = request.field("until").isEmpty() ? null : LocalDate.parse(request.field("until"));
    } catch (DateTimeParseException _) {
      return unfit(seen, "circulation.form.day-unfit");
    }
    return done(
        seen,
        new Work(
            "patron-blocked",
            "",
            code.get().name(),
            origin ->
                new PatronCommand.BlockPatron(
                    origin,
                    new PatronName.Identifier(seen.card()),
                    code.get(),
                    note.isEmpty() ? null : note,
                    until)));
  }

  /** Takes a block away. */
  Reply unblock(PatronDesk.Seen seen) {
    return code(seen.visit().request().field("code"))
        .map(code ->
            done(
                seen,
                new Work(
                    "patron-unblocked",
                    "",
                    code.name(),
                    origin ->
                        new PatronCommand.UnblockPatron(
                            origin, new PatronName.Identifier(seen.card()), code))))
        .orElseGet(() -> unfit(seen, "circulation.form.no-block"));
  }

  /**
   * Records whether the patron wants loans kept that are over. Taking it back deletes what was
   * kept, wherever it was lent: not for who sees a part of it only.
   */
  Reply consent(PatronDesk.Seen seen) {
    if (!seen.sight().isWhole()) {
      return Reply.notFound();
    }
    var isGiven = seen.visit().request().field("given").equals("true");
    return done(
        seen,
        new Work(
            isGiven ? "consent-given" : "consent-withdrawn",
            "",
            "",
            origin ->
                new PatronCommand.SetConsent(
                    origin,
                    new PatronName.Identifier(seen.card()),
                    Consent.KEEP_HISTORICAL_LOAN_DATA,
                    isGiven)));
  }

  private static Optional<BlockCode> code(String name) {
    return Arrays.stream(BlockCode.values())
        .filter(code -> code.name().equals(name) && !code.isDerived())
        .findFirst();
  }

  private Reply done(PatronDesk.Seen seen, Work work) {
    var visit = seen.visit();
    var at =
        DeskForm.at(seen.sight(), visit.request().field("at"), seen.account().patron().branch());
    return give(visit, at, seen.say(), work)
        .map(problem -> patrons.unfit(seen, typed(visit), problem))
        .orElseGet(() ->
            Reply.to("%s?done=%s&at=%s".formatted(seen.path(), work.act(), Visit.encoded(at))));
  }

  private Reply unfit(PatronDesk.Seen seen, String key) {
    return patrons.unfit(
        seen, typed(seen.visit()), new DeskForm.Problem(seen.visit().words().of(key), ""));
  }

  private static Map<String, String> typed(Visit visit) {
    var typed = new HashMap<String, String>();
    FIELDS.forEach(field -> typed.put(field, visit.request().field(field)));
    return typed;
  }

  /** Gives the command, and notes what was done, once. */
  private Optional<DeskForm.Problem> give(Visit visit, String at, CirculationTexts say, Work work) {
    UUID key;
    try {
      key = UUID.fromString(visit.request().field("key"));
    } catch (IllegalArgumentException _) {
      return Optional.of(new DeskForm.Problem(visit.words().of("circulation.form.no-key"), ""));
    }
    var asked = Instant.now();
    var outcome =
        outcome(
            work.command()
                .apply(
                    new Origin(
                        visit.tenant().id(),
                        CommandKey.of(
                            WINDOW,
                            "console",
                            visit.member().id(),
                            key,
                            work.act(),
                            work.subject(),
                            work.detail()),
                        visit.member().username(),
                        at,
                        asked.plus(DEADLINE))));
    if (outcome instanceof Refusal refusal) {
      return Optional.of(
          new DeskForm.Problem(say.reason(refusal.reason()), because(visit, say, refusal)));
    }
    if (!outcome.at().isBefore(asked)) { // else it was done when the form was sent before
      visit.note(work.act(), work.subject(), (at + " " + work.detail()).strip());
    }
    return Optional.empty();
  }

  private static String because(Visit visit, CirculationTexts say, Refusal refusal) {
    var why = refusal.why();
    return visit
        .words()
        .of(
            "circulation.because",
            say.rule(why.rule()),
            say.value(why),
            say.level(why.level()),
            why.setting());
  }

  private Outcome outcome(Command<?> command) {
    try {
      return circulation.submit(command).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof StoreException fault) {
        throw fault;
      }
      throw e;
    }
  }
}
