package org.samling.core.circulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.LoanEnd;
import org.samling.core.circulation.facts.LoanFacts;
import org.samling.core.circulation.outcome.OfflineEvent;

/**
 * What is known to have happened to an item, in the order in which it happened: its loans, the
 * returns that ended them, and what machines did while they were offline. From it follows how each
 * loan ended, whatever order the messages came in:
 *
 * <ul>
 *   <li>a loan stays open until the first return or loan of the item after it;
 *   <li>a return ends the loan that was the last to begin before it, and waits while none is known;
 *   <li>a renewal extends that loan, if it is the same patron's and was not returned before.
 * </ul>
 *
 * <p>Of events at the same moment, returns come first and renewals last; of loans, the open one
 * comes last.
 */
public final class ItemTimeline {

  private static final Comparator<Lent> ORDER =
      Comparator.comparing(Lent::from).thenComparing(Lent::isOpen).thenComparing(Lent::id);

  private final List<Lent> loans;
  private final List<OfflineEvent> events;
  private final @Nullable LoanEnd cameIn;

  /**
   * A loan of the item.
   *
   * @param at when it began
   * @param from when it counts as having begun in this timeline: {@code at}; but for the item's
   *     open loan no earlier than the latest known return, since that was known when the loan was
   *     recorded
   * @param branch the code of the branch where it was made
   * @param loan the loan; null where its patron has been removed and it no longer changes
   * @param end how it ended, as known so far; null while it is open
   * @param isTold whether it is only now being reported, so that nothing is known of its end yet
   */
  public record Lent(
      UUID id,
      Instant at,
      Instant from,
      String branch,
      @Nullable LoanFacts loan,
      @Nullable LoanEnd end,
      boolean isTold) {

    /** A loan that is known. */
    public static Lent known(LoanFacts loan, @Nullable LoanEnd end) {
      return new Lent(loan.id(), loan.at(), loan.at(), loan.branch(), loan, end, false);
    }

    /** A loan that is only now being reported. */
    public static Lent ofReported(LoanFacts loan) {
      return new Lent(loan.id(), loan.at(), loan.at(), loan.branch(), loan, null, true);
    }

    boolean isOf(@Nullable UUID patron) {
      return loan != null && loan.patronId().equals(patron);
    }

    private boolean isOpen() {
      return end == null && !isTold;
    }

    private Lent notBefore(Instant known) {
      return isOpen() && known.isAfter(from)
          ? new Lent(id, at, known, branch, loan, null, false)
          : this;
    }
  }

  /**
   * An item that came back.
   *
   * @param when when that happened
   * @param end what it means for the loan that it ends
   * @param event the transaction that reports it, or null where the machine was online
   * @param of the loan that it ended then, or null
   */
  private record CameBack(
      Instant when, LoanEnd end, @Nullable OfflineEvent event, @Nullable UUID of) {

    CameBack(Instant when, LoanEnd end, @Nullable OfflineEvent event) {
      this(when, end, event, null);
    }

    boolean isAfter(Lent lent) {
      // What was lent and taken back at one moment did not come back before it was lent.
      return when.isAfter(lent.from()) || (lent.id().equals(of) && !when.isBefore(lent.at()));
    }
  }

  /**
   * What ends a loan.
   *
   * @param end how
   * @param event the transaction that reports it, or null
   * @param isSeen whether it was a return that the library was asked about
   */
  public record Ending(LoanEnd end, @Nullable OfflineEvent event, boolean isSeen) {}

  private ItemTimeline(
      List<Lent> loans,
      List<OfflineEvent> events,
      @Nullable LoanEnd cameIn,
      @Nullable OfflineEvent told) {
    var known =
        Stream.of(
                loans.stream().flatMap(lent -> Stream.ofNullable(lent.end())).map(LoanEnd::at),
                events.stream()
                    .filter(e -> e.isReturn() && !e.equals(told))
                    .map(OfflineEvent::when),
                Stream.ofNullable(cameIn).map(LoanEnd::at))
            .flatMap(s -> s)
            .max(Comparator.naturalOrder())
            .orElse(Instant.MIN);
    this.loans = loans.stream().map(lent -> lent.notBefore(known)).sorted(ORDER).toList();
    this.events = List.copyOf(events);
    this.cameIn = cameIn;
  }

  /**
   * The empty timeline of an item.
   *
   * @param cameIn when and where it last came in without being on loan, or null
   */
  public static ItemTimeline of(@Nullable LoanEnd cameIn) {
    return new ItemTimeline(List.of(), List.of(), cameIn, null);
  }

  public ItemTimeline with(Lent lent) {
    var others = new ArrayList<>(without(lent.id()).loans);
    others.add(lent);
    return new ItemTimeline(others, events, cameIn, null);
  }

  /** Adds a return or renewal that is known. */
  public ItemTimeline with(OfflineEvent event) {
    return with(event, null);
  }

  /** Adds a return or renewal that is only now being reported. */
  public ItemTimeline withReported(OfflineEvent event) {
    return with(event, event);
  }

  private ItemTimeline with(OfflineEvent event, @Nullable OfflineEvent told) {
    var others = new ArrayList<>(events.stream().filter(e -> !e.id().equals(event.id())).toList());
    others.add(event);
    return new ItemTimeline(loans, others, cameIn, told);
  }

  /** The item came in, and was not on loan. */
  public ItemTimeline cameIn(Instant at, String branch) {
    return cameIn != null && cameIn.at().isAfter(at)
        ? this
        : new ItemTimeline(loans, events, LoanEnd.here(at, branch), null);
  }

  /** A loan counts as never made. */
  public ItemTimeline without(UUID loan) {
    return new ItemTimeline(
        loans.stream().filter(lent -> !lent.id().equals(loan)).toList(), events, cameIn, null);
  }

  public ItemTimeline changeEvent(UUID event, UnaryOperator<OfflineEvent> change) {
    return new ItemTimeline(
        loans,
        events.stream().map(e -> e.id().equals(event) ? change.apply(e) : e).toList(),
        cameIn,
        null);
  }

  /** The loans, in the order in which they began. */
  public List<Lent> loans() {
    return loans;
  }

  /** The returns and renewals that machines reported after the fact. */
  public List<OfflineEvent> events() {
    return events;
  }

  /** The last loan that had begun by a given time. */
  private Optional<Lent> lastLent(Instant when) {
    return loans.stream().filter(lent -> !lent.from().isAfter(when)).reduce((_, later) -> later);
  }

  /** What ends a loan; empty while it is open. */
  public Optional<Ending> ending(Lent lent) {
    var next =
        loans.stream().filter(other -> ORDER.compare(other, lent) > 0).findFirst().orElse(null);
    return returns()
        .filter(back -> back.isAfter(lent))
        .filter(back -> next == null || !back.when().isAfter(next.from()))
        .min(Comparator.comparing(CameBack::when))
        .map(back -> new Ending(back.end().of(lent.at()), back.event(), back.of() != null))
        .or(() ->
            Optional.ofNullable(next)
                .map(n -> new Ending(LoanEnd.here(n.from(), n.branch()), null, false)));
  }

  /** The loan that a renewal extends. */
  public Optional<Lent> loanExtendedBy(OfflineEvent renewal) {
    return lastLent(renewal.when())
        .filter(lent -> lent.isOf(renewal.patronId()))
        .filter(lent ->
            returns()
                .noneMatch(back -> back.isAfter(lent) && !back.when().isAfter(renewal.when())));
  }

  /** Whether nothing is known to have happened to the item after a moment. */
  public boolean isLast(Instant when) {
    return loans.stream().noneMatch(lent -> lent.from().isAfter(when))
        && returns().noneMatch(back -> back.when().isAfter(when));
  }

  private Stream<CameBack> returns() {
    var told =
        events.stream()
            .filter(OfflineEvent::isReturn)
            .map(
                e -> new CameBack(e.when(), LoanEnd.here(e.handedIn(), e.branch()), e, e.loanId()));
    return Stream.of(
            told, seen(), Stream.ofNullable(cameIn).map(c -> new CameBack(c.at(), c, null)))
        .flatMap(s -> s);
  }

  /** The returns that ended a loan and that no offline transaction reports. */
  private Stream<CameBack> seen() {
    return loans.stream()
        .filter(
            lent -> events.stream().noneMatch(e -> e.isReturn() && lent.id().equals(e.loanId())))
        .filter(lent -> !endedByNext(lent))
        .flatMap(lent ->
            Stream.ofNullable(lent.end()).map(end -> new CameBack(end.at(), end, null, lent.id())));
  }

  /** Whether a loan ended because another one began: no return of it is known. */
  private boolean endedByNext(Lent lent) {
    var end = lent.end();
    return end != null
        && loans.stream()
            .anyMatch(other -> ORDER.compare(other, lent) > 0 && other.at().equals(end.at()));
  }
}
