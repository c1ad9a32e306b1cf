package org.samling.postgres.loader;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.OfflineCommand;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.context.FeeFacts;
import org.samling.core.circulation.context.Ledger;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.PaymentFacts;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.PatronKeys;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.SqlArray;
import org.samling.postgres.tables.PatronRow;

/**
 * Loads the fees and payments that a batch of commands is decided on, and the patrons of the loans
 * that are ended or counted.
 */
final class LedgerLoader {

  /**
   * The loans that are ended or counted. One that is not overdue is included only where the batch
   * may make it overdue.
   */
  private static final String LATE =
      """
      select o.id, o.patron_id, o.due_at
      from unnest(:late, :always) w (barcode, always)
      cross join lateral (
        select tenant_id, id from item where tenant_id = :tenant and barcode = w.barcode
        union all
        select tenant_id, id from item where tenant_id = :tenant and part_of_set = w.barcode) i
      """
          + FactsLoader.OPEN_LOAN
          + """
          where w.always or o.lost_at is not null or o.due_at < clock_timestamp() + interval '1 minute'
          """;

  /** The loans whose return is undone. */
  private static final String UNDONE =
      """
      union all
      select o.id, h.patron_id, o.due_at
      from unnest(:undone) w (barcode)
      join item i on i.tenant_id = :tenant and i.barcode = w.barcode
      join loan o on o.tenant_id = i.tenant_id and o.id = i.returned_loan_id
      join loan_history h on h.tenant_id = o.tenant_id and h.loan_id = o.id
      """;

  /** The recent loans of the items in offline transactions. */
  private static final String OFFLINE =
      """
      union all
      select o.id, o.patron_id, o.due_at
      from unnest(:offline) w (barcode)
      join item i on i.tenant_id = :tenant and i.barcode = w.barcode
      cross join lateral (
        select id, patron_id, due_at from loan where tenant_id = i.tenant_id and item_id = i.id and returned_at is null
        union all
        select e.id, h.patron_id, e.due_at from loan e
        join loan_history h on h.tenant_id = e.tenant_id and h.loan_id = e.id
        where e.tenant_id = i.tenant_id and e.item_id = i.id and e.returned_at > clock_timestamp() - interval '91 days') o
      """;

  /** The patrons whose ledgers are needed, and their entries. */
  private static final String WHO =
      """
      , who as (
        select patron_id, bool_or(everything) as everything from (
          select patron_id, false as everything from late
          union all
          select i.patron_id, w.everything from unnest(:keys, :everything) w (value, everything)
          join patron_identifier i on i.tenant_id = :tenant and i.value = w.value and i.active) w
        group by patron_id),
      entries as (
        select e.* from who w join ledger_entry e on e.tenant_id = :tenant and e.patron_id = w.patron_id)
      """;

  private static final String PATRONS =
      FactsLoader.PATRON_COLUMNS
          + """
          from (select distinct patron_id from late) w
          join patron p on p.tenant_id = :tenant and p.id = w.patron_id
          cross join lateral (
            select * from patron_identifier n where n.tenant_id = p.tenant_id and n.patron_id = p.id
              and n.kind = 'CARD' order by n.active desc, n.value limit 1) i
          cross join lateral (select i.value as value) wanted
          """
          + FactsLoader.PATRONS_LOANS;

  private static final String FEES =
      """
      , fees as (
        select coalesce(fee_id, id) as id, sum(amount) as open,
          coalesce(-sum(amount) filter (where kind in ('REDUCTION', 'CANCELLATION')), 0) as reduced,
          coalesce(-sum(amount) filter (where kind in ('PAYMENT', 'PAYMENT_REDUCTION', 'REIMBURSEMENT')), 0) as paid,
          coalesce(-sum(amount) filter (where kind in ('WRITE_OFF', 'WRITE_OFF_REDUCTION')), 0) as written_off,
          coalesce(-sum(amount) filter (where kind = 'CANCELLATION' and loan_id is not null), 0) as voided
        from entries where fee_id is not null or kind = 'CREATION'
        group by 1),
      named as (
        select unnest(:fees) as id
        union all
        select e.fee_id from entries e where e.payment_id = any (:payments)
        union all
        select e.fee_id from entries e join payment p on p.tenant_id = e.tenant_id and p.id = e.payment_id
        where p.reference = any (:references))
      select f.*, s.reduced, s.paid, s.written_off, s.voided, v.loan_id as voiding_loan, v.arose_at as voided_at,
        v.amount as last_voided, o.returned_at,
        coalesce(o.lent_branch, (select n.home_branch from item n
          where n.tenant_id = f.tenant_id and n.id = f.item_id)) as branch,
        coalesce(o.returned_branch, o.returned_elsewhere) as returned_place
      from fees s
      join entries f on f.id = s.id
      join who on who.patron_id = f.patron_id
      left join loan o on o.tenant_id = f.tenant_id and o.id = f.loan_id
      left join lateral (
        select e.loan_id, e.arose_at, -sum(e.amount) as amount from entries e
        where s.voided > 0 and e.fee_id = s.id and e.kind = 'CANCELLATION' and e.loan_id is not null
        group by 1, 2 order by e.arose_at desc, min(e.id::text) desc limit 1) v on true
      where s.open <> 0 or who.everything or s.id in (select id from named where id is not null)
        or exists (select from late l where l.id = f.loan_id or (l.patron_id = f.patron_id
          and f.due_day between l.due_at::date - 2 and l.due_at::date + 2))
      """;

  private static final String PAYMENTS =
      """
      , shares as (
        select payment_id, fee_id, -sum(amount) as amount from entries where payment_id is not null group by 1, 2)
      select p.id, p.patron_id, p.amount, p.reference, p.paid_at, s.fee_id, s.amount as share
      from payment p left join shares s on s.payment_id = p.id
      where p.tenant_id = :tenant and (p.patron_id in (select patron_id from who) or p.reference = any (:references))
      """;

  private static final String OVERDUE_MARKS =
      """
      select o.id, o.overdue_step, o.overdue_due_at
      from unnest(:marked) w (barcode)
      join item i on i.tenant_id = :tenant and i.barcode = w.barcode
      """
          + FactsLoader.OPEN_LOAN
          + "where o.overdue_step is not null";

  /** A command is decided a little after its facts were loaded. */
  private static final Duration MARGIN = Duration.ofMinutes(1);

  private final Function<String, List<String>> kept;
  private final Map<String, Boolean> late = new LinkedHashMap<>();
  private final Set<String> undone = new LinkedHashSet<>();
  private final Set<String> offline = new LinkedHashSet<>();
  private final Set<String> marked = new LinkedHashSet<>();
  private final Map<String, Boolean> patrons = new LinkedHashMap<>();
  private final Set<UUID> fees = new LinkedHashSet<>();
  private final Set<UUID> payments = new LinkedHashSet<>();
  private final Set<String> references = new LinkedHashSet<>();

  LedgerLoader(TenantId tenant, List<? extends Command<?>> commands, PatronKeys keys) {
    this.kept = identifier -> keys.of(tenant, identifier);
    var named = new HashMap<String, Integer>();
    for (var command : commands) {
      var item = command.item();
      if (item != null) {
        named.merge(item, 1, Integer::sum);
      }
      add(command);
    }
    if (!late.isEmpty() || !undone.isEmpty() || !offline.isEmpty()) {
      commands.forEach(command -> addWhatMayBecomeLate(command, named));
    }
  }

  /**
   * Leaves out the returns of items that are known and not overdue.
   *
   * @param now when the commands are about to be decided
   */
  void keepLate(Facts facts, Instant now) {
    late.entrySet()
        .removeIf(one ->
            !one.getValue() && facts.isItem(one.getKey()) && !isLate(one.getKey(), facts, now));
  }

  private static boolean isLate(String item, Facts facts, Instant now) {
    return facts
        .item(item)
        .flatMap(known -> facts.loanOf(known.id()))
        .filter(loan -> loan.lostAt() != null || loan.due().isBefore(now.plus(MARGIN)))
        .isPresent();
  }

  /**
   * Adds the credit of those who borrow or reserve something, which settles what that costs. Where
   * it costs nothing, or they have no credit, their ledgers are not needed.
   */
  void addCredit(List<? extends Command<?>> commands, Facts facts) {
    for (var command : commands) {
      if (command instanceof LoanCommand || command instanceof HoldCommand) {
        Optional.ofNullable(command.patron())
            .filter(patron -> facts.patron(patron).filter(p -> p.debt() < 0).isPresent())
            .ifPresent(patron -> kept.apply(patron).forEach(key -> patrons.put(key, false)));
      }
    }
  }

  private boolean isEmpty() {
    return late.isEmpty() && undone.isEmpty() && offline.isEmpty() && patrons.isEmpty();
  }

  private void add(Command<?> command) {
    switch (command) {
      // Whoever does not see everything is told who had it only where they see that patron.
      case LoanCommand.Checkin c -> late.putIfAbsent(c.item(), !c.origin().bounds().isNone());
      case LoanCommand.CheckinSet c -> late.putIfAbsent(c.item(), !c.origin().bounds().isNone());
      case LoanCommand.CheckinElsewhere c -> late.putIfAbsent(c.item(), false);
      case LoanCommand.DeclareLost c -> late.put(c.item(), true);
      case LoanCommand.UndoCheckin c -> undone.add(c.item());
      case LoanCommand.UndoCheckout c -> late.put(c.item(), true);
      case LoanCommand.MarkOverdue c -> {
        late.put(c.item(), true);
        marked.add(c.item());
      }
      case OfflineCommand c -> {
        offline.add(c.item());
        var patron = c.patron();
        if (patron != null) {
          kept.apply(patron).forEach(key -> patrons.put(key, true));
        }
      }
      case FeeCommand<?> fee -> add(fee);
      default -> {} // other commands end no loan and change no fee
    }
  }

  private void add(FeeCommand<?> command) {
    var patron = command.patron();
    if (patron != null) {
      kept.apply(patron).forEach(key -> patrons.putIfAbsent(key, false));
    }
    switch (command) {
      case FeeCommand.ChargeFee _, FeeCommand.RecordFee _, FeeCommand.UseCredit _ -> {}
      case FeeCommand.ReduceFee c -> fees.add(c.fee());
      case FeeCommand.CancelFee c -> fees.add(c.fee());
      case FeeCommand.WriteOff c -> fees.add(c.fee());
      case FeeCommand.ReverseWriteOff c -> fees.add(c.fee());
      case FeeCommand.Reimburse c -> {
        var fee = c.fee();
        if (fee != null) {
          fees.add(fee);
        }
      }
      case FeeCommand.Pay c -> {
        fees.addAll(c.fees());
        var reference = c.reference();
        if (reference != null) {
          references.add(reference);
        }
      }
      case FeeCommand.ReversePayment c -> payments.add(c.payment());
      case FeeCommand.AccrueOverdue c -> late.put(c.item(), true);
    }
  }

  /** A command on an item that another command of the batch returns may make its loan overdue. */
  private void addWhatMayBecomeLate(Command<?> command, Map<String, Integer> named) {
    var item = command.item();
    if (item != null && named.getOrDefault(item, 0) > 1) {
      late.computeIfPresent(item, (_, _) -> true);
      var patron = command.patron();
      if (patron != null) {
        kept.apply(patron).forEach(key -> patrons.put(key, true));
      }
    }
  }

  void addTo(Pipeline pipeline, Facts facts) {
    if (!late.isEmpty() || !undone.isEmpty() || !offline.isEmpty()) {
      pipeline.each(
          PatronRow.class, row -> facts.addBorrower(row.facts()), wanted(PATRONS), parameters());
    }
    if (!isEmpty()) {
      var found = new LinkedHashMap<UUID, PaymentFacts>();
      pipeline
          .each(FeeRow.class, row -> row.addTo(facts.ledger()), wanted(FEES), parameters())
          .each(
              PaymentRow.class,
              row -> facts.ledger().add(found.compute(row.id(), (_, known) -> row.settling(known))),
              wanted(PAYMENTS),
              parameters());
    }
    if (!marked.isEmpty()) {
      pipeline.each(
          MarkRow.class,
          row -> facts.add(row.id(), new Facts.OverdueMark(row.overdueStep(), row.overdueDueAt())),
          OVERDUE_MARKS,
          Parameters.of("marked", SqlArray.texts(marked)));
    }
  }

  private record MarkRow(UUID id, int overdueStep, Instant overdueDueAt) {}

  /**
   * A statement on the loans and ledgers that the commands name. A look into the loan history opens
   * every partition, whether or not it finds anything, so it is included only where needed.
   */
  private String wanted(String statement) {
    return "with late as ("
        + LATE
        + (undone.isEmpty() ? "" : UNDONE)
        + (offline.isEmpty() ? "" : OFFLINE)
        + ")"
        + WHO
        + statement;
  }

  /** The parameters of every statement that {@link #wanted} makes. */
  private Parameters parameters() {
    return Parameters.of("late", SqlArray.texts(late.keySet()))
        .and("always", SqlArray.booleans(late.values()))
        .and("undone", SqlArray.texts(undone))
        .and("offline", SqlArray.texts(offline))
        .and("keys", SqlArray.texts(patrons.keySet()))
        .and("everything", SqlArray.booleans(patrons.values()))
        .and("fees", SqlArray.uuids(fees))
        .and("payments", SqlArray.uuids(payments))
        .and("references", SqlArray.texts(references));
  }

  private record FeeRow(
      UUID id,
      UUID patronId,
      FeeType feeType,
      long amount,
      @Nullable UUID itemId,
      @Nullable UUID loanId,
      @Nullable LocalDate dueDay,
      Instant aroseAt,
      Instant createdAt,
      long reduced,
      long paid,
      long writtenOff,
      long voided,
      @Nullable UUID voidingLoan,
      @Nullable Instant voidedAt,
      @Nullable Long lastVoided,
      @Nullable Instant returnedAt,
      @Nullable String returnedPlace,
      @Nullable String branch) {

    void addTo(Ledger ledger) {
      ledger.add(
          new FeeFacts(
              id,
              patronId,
              new FeeFacts.About(feeType, itemId, loanId, dueDay, branch),
              amount,
              aroseAt,
              createdAt,
              new FeeFacts.Settled(reduced, paid, writtenOff),
              voided,
              voidingLoan == null || voidedAt == null || lastVoided == null
                  ? null
                  : new FeeFacts.Voiding(voidingLoan, voidedAt, lastVoided)));
      if (loanId != null && returnedAt != null && returnedPlace != null) {
        ledger.add(loanId, new Ledger.End(returnedAt, returnedPlace));
      }
    }
  }

  /** One row for each fee that a payment settles, and one for a payment that settles none. */
  private record PaymentRow(
      UUID id,
      UUID patronId,
      long amount,
      @Nullable String reference,
      Instant paidAt,
      @Nullable UUID feeId,
      @Nullable Long share) {

    PaymentFacts settling(@Nullable PaymentFacts known) {
      var payment =
          known == null
              ? new PaymentFacts(id, patronId, amount, reference, paidAt, 0, Map.of())
              : known;
      return payment.settling(feeId, share == null ? 0 : share);
    }
  }
}
