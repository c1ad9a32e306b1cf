package org.samling.console.circulation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.samling.console.circulation.DeskCommands.Noted;
import org.samling.console.circulation.DeskCommands.Work;
import org.samling.console.web.Reply;
import org.samling.console.web.Visit;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.circulation.outcome.LendingFee;
import org.samling.core.circulation.reason.Refusal;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.debt.Money;
import org.samling.core.patron.BlockCode;
import org.samling.core.patron.Consent;

/** The transactions on the pages of patrons and items. */
final class DeskTransactions {

  private static final int LONGEST = 200;
  private static final int LONGEST_NOTE = 255;
  private static final List<String> FIELDS =
      List.of("item", "hold", "fee", "amount", "means", "reason", "code", "note", "until");

  private final DeskCommands commands;
  private final PatronDesk patrons;
  private final ItemDesk items;

  DeskTransactions(DeskCommands commands, PatronDesk patrons, ItemDesk items) {
    this.commands = commands;
    this.patrons = patrons;
    this.items = items;
  }

  /** Renews a loan, for the fee that the patron accepts. */
  Reply renew(PatronDesk.VisiblePatron seen) {
    var fee = DeskForm.acceptedFee(seen.visit());
    return onLoan(
        seen,
        item ->
            new Work(
                "loan-renewed",
                item,
                fee == 0 ? "" : Money.text(fee, seen.visit().tenant().currency()),
                origin -> new LoanCommand.Renew(origin, seen.card(), item).accepting(fee)));
  }

  /** Records that the patron claims to have returned an item. */
  Reply claimReturned(PatronDesk.VisiblePatron seen) {
    return onLoan(
        seen,
        item ->
            new Work(
                "loan-claimed-returned",
                item,
                "",
                origin -> new LoanCommand.ClaimReturned(origin, seen.card(), item)));
  }

  /** Marks an item that the patron has on loan as lost. */
  Reply lost(PatronDesk.VisiblePatron seen) {
    return onLoan(
        seen,
        item ->
            new Work("item-lost", item, "", origin -> new LoanCommand.DeclareLost(origin, item)));
  }

  private Reply onLoan(PatronDesk.VisiblePatron seen, Function<String, Work> work) {
    var item = seen.visit().request().field("item");
    return patrons.loans(seen).stream().anyMatch(row -> row.loan().barcode().equals(item))
        ? done(seen, work.apply(item))
        : unfit(seen, "circulation.form.no-loan");
  }

  /** Marks an item as lost, wherever it is. */
  Reply lost(ItemDesk.VisibleItem seen) {
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

  /** Puts an item that is set aside on the hold shelf of the branch where it is. */
  Reply shelve(ItemDesk.VisibleItem seen) {
    return done(
        seen,
        new Work(
            "hold-shelved",
            seen.barcode(),
            "",
            origin -> new HoldCommand.ShelveHold(origin, seen.barcode())));
  }

  private Reply done(ItemDesk.VisibleItem seen, Work work) {
    var visit = seen.visit();
    var say = new CirculationTexts(visit.words(), seen.sight().policy());
    return execute(visit, say, work)
        .map(problem -> items.unfit(seen, typed(visit), problem))
        .orElseGet(() -> Reply.to(seen.path() + "?done=" + work.act()));
  }

  /** Cancels a hold. */
  Reply cancelHold(PatronDesk.VisiblePatron seen) {
    var holdId = seen.visit().request().field("hold");
    return patrons.holds(seen).stream()
        .filter(row -> row.hold().id().toString().equals(holdId))
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

  /** Records a payment for a fee. */
  Reply pay(PatronDesk.VisiblePatron seen) {
    return onFee(
        seen,
        fee ->
            DeskForm.amount(seen.visit())
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
                                    DeskForm.means(seen.visit()),
                                    null,
                                    Instant.now()))))
                .orElseGet(() -> unfit(seen, "circulation.form.amount-unfit")));
  }

  /** Forgives the open part of a fee. */
  Reply forgive(PatronDesk.VisiblePatron seen) {
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

  private Reply onFee(PatronDesk.VisiblePatron seen, Function<UUID, Reply> answer) {
    var feeId = seen.visit().request().field("fee");
    return patrons.fees(seen).stream()
        .filter(fee -> fee.id().toString().equals(feeId))
        .findFirst()
        .map(fee -> answer.apply(fee.id()))
        .orElseGet(() -> unfit(seen, "circulation.form.no-fee"));
  }

  /** Blocks the patron. */
  Reply block(PatronDesk.VisiblePatron seen) {
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

  /** Removes a block. */
  Reply unblock(PatronDesk.VisiblePatron seen) {
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
   * Records whether the patron wants past loans kept. Withdrawing the consent deletes the loans
   * kept at all branches, so it needs a member who sees the whole patron.
   */
  Reply consent(PatronDesk.VisiblePatron seen) {
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

  private Reply done(PatronDesk.VisiblePatron seen, Work work) {
    var visit = seen.visit();
    return execute(visit, seen.say(), work)
        .map(problem -> patrons.unfit(seen, typed(visit), problem))
        .orElseGet(() -> Reply.to("%s?done=%s".formatted(seen.path(), work.act())));
  }

  private Reply unfit(PatronDesk.VisiblePatron seen, String key) {
    return patrons.unfit(
        seen, typed(seen.visit()), new DeskForm.Problem(seen.visit().words().of(key), ""));
  }

  private static Map<String, String> typed(Visit visit) {
    var typed = new HashMap<String, String>();
    FIELDS.forEach(field -> typed.put(field, visit.request().field(field)));
    return typed;
  }

  /** Executes the command and logs the act, once. */
  private Optional<DeskForm.Problem> execute(Visit visit, CirculationTexts say, Work work) {
    if (!visit.workplace().isChosen()) {
      return Optional.of(new DeskForm.Problem(visit.words().of("workplace.missing"), ""));
    }
    UUID key;
    try {
      key = UUID.fromString(visit.request().field("key"));
    } catch (IllegalArgumentException _) {
      return Optional.of(new DeskForm.Problem(visit.words().of("circulation.form.no-key"), ""));
    }
    var outcome = commands.run(visit, key, work, _ -> new Noted(work.act(), work.detail()));
    return outcome instanceof Refusal refusal
        ? Optional.of(
            new DeskForm.Problem(
                say.reason(refusal.reason()), say.because(refusal.why()), toAccept(refusal)))
        : Optional.empty();
  }

  private static long toAccept(Refusal refusal) {
    var fee = LendingFee.of(refusal);
    return fee == null || refusal.reason() != RefusalReason.FEE_NOT_ACCEPTED ? 0 : fee.amount();
  }
}
