package org.samling.console.circulation;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.console.circulation.PatronPage.Barred;
import org.samling.console.circulation.PatronPage.Contacts;
import org.samling.console.circulation.PatronPage.History;
import org.samling.console.circulation.PatronPage.HoldRow;
import org.samling.console.circulation.PatronPage.LoanRow;
import org.samling.console.web.Reply;
import org.samling.console.web.Visit;
import org.samling.core.circulation.BookingLists;
import org.samling.core.circulation.DeskLists;
import org.samling.core.circulation.HoldLists;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.circulation.facts.LedgerKind;
import org.samling.core.debt.Statements;
import org.samling.core.patron.Consent;
import org.samling.core.patron.NoteKind;
import org.samling.core.patron.PatronPins;
import org.samling.core.patron.PatronProfile;
import org.samling.core.policy.Sight;

/** The pages of a patron. */
public final class PatronDesk {

  public static final String PATH = "/circulation/patron/";

  private static final int MOST = 200;

  private final Inquiries inquiries;
  private final DeskLists lists;
  private final HoldLists holdLists;
  private final BookingLists bookingLists;
  private final Statements statements;
  private final PatronPins pins;

  PatronDesk(
      Inquiries inquiries,
      DeskLists lists,
      HoldLists holdLists,
      BookingLists bookingLists,
      Statements statements,
      PatronPins pins) {
    this.inquiries = inquiries;
    this.lists = lists;
    this.holdLists = holdLists;
    this.bookingLists = bookingLists;
    this.statements = statements;
    this.pins = pins;
  }

  /**
   * A patron, as far as the visitor may see.
   *
   * @param sight the visitor's scope
   */
  public record VisiblePatron(Visit visit, Sight sight, PatronAccount account) {

    /** Returns the texts for staff. */
    public CirculationTexts say() {
      return new CirculationTexts(visit.words(), sight.policy());
    }

    /** Returns an identifier that may be shown. */
    public String card() {
      return account.patron().identifier();
    }

    String path() {
      return visit.path(PATH + Visit.encoded(card()));
    }
  }

  /** Runs an action on the patron whom the URL names, if the visitor may see the patron. */
  Reply on(Visit visit, Function<VisiblePatron, Reply> answer) {
    var tenant = visit.tenant().id();
    var identifier = visit.request().part("patron");
    var scope = StaffScope.of(visit, inquiries);
    var account = inquiries.patron(tenant, identifier);
    return account
        .filter(a -> scope.sees(a.patron().branch()))
        .map(a -> answer.apply(new VisiblePatron(visit, scope, a)))
        .or(() -> account.isPresent() ? Optional.empty() : formerPatron(visit, scope, identifier))
        .orElseGet(Reply::notFound);
  }

  private Optional<Reply> formerPatron(Visit visit, Sight scope, String identifier) {
    return lists
        .patron(visit.tenant().id(), identifier)
        .filter(known -> scope.sees(known.branch()))
        .map(known -> {
          var say = new CirculationTexts(visit.words(), scope.policy());
          var reason = inquiries.whyNobody(visit.tenant().id(), identifier);
          return Reply.page("circulation/barred", new Barred(say, known, say.reason(reason)));
        });
  }

  Reply show(VisiblePatron seen) {
    return page(seen, Map.of(), null)
        .map(page -> Reply.page("circulation/patron", page))
        .orElseGet(Reply::notFound);
  }

  /** Shows the page again with the reason why an action failed. */
  Reply unfit(VisiblePatron seen, Map<String, String> typed, DeskForm.Problem problem) {
    return page(seen, typed, problem)
        .map(page -> Reply.unfit("circulation/patron", page))
        .orElseGet(Reply::notFound);
  }

  private Optional<PatronPage> page(
      VisiblePatron seen, Map<String, String> typed, DeskForm.@Nullable Problem problem) {
    var account = seen.account();
    var scope = seen.sight();
    return inquiries
        .profile(seen.visit().tenant().id(), seen.card())
        .map(profile ->
            new PatronPage(
                seen.say(),
                new PatronPage.Person(
                    account,
                    profile,
                    pins.status(seen.visit().tenant().id(), seen.card())
                        .orElseGet(() -> new PatronPins.PinStatus(null, List.of()))),
                Contacts.of(account, profile),
                loans(seen),
                holds(seen),
                fees(seen),
                bookings(seen),
                notes(scope, profile),
                scope.isWhole(),
                DeskForm.of(seen.visit(), typed, problem)));
  }

  /** Returns the loans made at branches that the visitor sees. */
  public List<LoanRow> loans(VisiblePatron seen) {
    var lent = lists.loans(seen.visit().tenant().id(), seen.account().patron().id());
    return seen.account().loans().stream()
        .flatMap(loan ->
            Optional.ofNullable(lent.get(loan.barcode()))
                .filter(where -> seen.sight().sees(where.branch()))
                .map(where -> new LoanRow(loan, where))
                .stream())
        .toList();
  }

  /** Returns the holds with a pickup location that the visitor sees. */
  List<HoldRow> holds(VisiblePatron seen) {
    var holds = seen.account().holds().stream().filter(h -> seen.sight().sees(h.pickup())).toList();
    if (holds.isEmpty()) {
      return List.of();
    }
    var standings =
        holdLists.queues(seen.visit().tenant().id(), seen.card()).stream()
            .collect(Collectors.toMap(HoldLists.QueuePlace::hold, Function.identity()));
    return holds.stream().map(hold -> new HoldRow(hold, standings.get(hold.id()))).toList();
  }

  /**
   * Returns the open fees; for a visitor who does not see the whole patron, only fees of loans that
   * the visitor sees.
   */
  public List<PatronAccount.Fee> fees(VisiblePatron seen) {
    if (seen.sight().isWhole()) {
      return seen.account().fees();
    }
    Map<UUID, String> branches =
        lists.feeBranches(seen.visit().tenant().id(), seen.account().patron().id());
    return seen.account().fees().stream()
        .filter(fee -> {
          var branch = branches.get(fee.id());
          return branch != null && seen.sight().sees(branch);
        })
        .toList();
  }

  private List<BookingLists.Booked> bookings(VisiblePatron seen) {
    return bookingLists
        .bookings(
            seen.visit().tenant().id(),
            new BookingLists.BookingFilter(seen.card(), null, true),
            MOST)
        .stream()
        .filter(booked -> seen.sight().sees(booked.booking().terms().pickup()))
        .toList();
  }

  /**
   * Returns the staff notes; for a visitor who does not see the whole patron, only those meant for
   * everybody.
   */
  private static List<PatronProfile.Note> notes(Sight scope, PatronProfile profile) {
    return profile.notes().stream()
        .filter(note -> scope.isWhole() || note.kind() == NoteKind.ALERT)
        .sorted(
            Comparator.comparing((PatronProfile.Note note) -> note.kind() != NoteKind.ALERT)
                .thenComparing(PatronProfile.Note::at))
        .toList();
  }

  /** Shows past loans, if the patron wants them kept. */
  Reply history(VisiblePatron seen) {
    var tenant = seen.visit().tenant().id();
    var since =
        inquiries
            .profile(tenant, seen.card())
            .map(profile -> profile.consents().get(Consent.KEEP_HISTORICAL_LOAN_DATA));
    var past =
        lists.history(tenant, seen.account().patron().id(), seen.sight().branches(), MOST + 1);
    return Reply.page(
        "circulation/history",
        new History(
            seen.say(),
            seen.card(),
            seen.account().patron().name(),
            since.orElse(null),
            past.stream().limit(MOST).toList(),
            past.size() > MOST,
            seen.sight().isWhole(),
            DeskForm.of(seen.visit(), Map.of(), null)));
  }

  /** Shows charges and payments, to visitors who see the whole patron. */
  Reply ledger(VisiblePatron seen) {
    if (!seen.sight().isWhole()) {
      return Reply.notFound();
    }
    return statements
        .statement(seen.visit().tenant().id(), seen.card(), null)
        .map(statement -> {
          var last = statement.entries().reversed().stream().limit(MOST).toList();
          return Reply.page(
              "circulation/ledger",
              new LedgerPage(
                  seen.say(),
                  seen.card(),
                  statement.name(),
                  last,
                  statement.balance(),
                  sum(last, LedgerKind.CREATION),
                  -sum(
                      last,
                      LedgerKind.PAYMENT,
                      LedgerKind.PAYMENT_REDUCTION,
                      LedgerKind.REIMBURSEMENT),
                  -sum(
                      last,
                      LedgerKind.REDUCTION,
                      LedgerKind.CANCELLATION,
                      LedgerKind.WRITE_OFF,
                      LedgerKind.WRITE_OFF_REDUCTION),
                  last.size() < statement.entries().size()));
        })
        .orElseGet(Reply::notFound);
  }

  private static long sum(List<Statements.Entry> entries, LedgerKind... kinds) {
    var counted = List.of(kinds);
    return entries.stream()
        .filter(entry -> counted.contains(entry.kind()))
        .mapToLong(Statements.Entry::amount)
        .sum();
  }
}
