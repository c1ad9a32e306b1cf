package org.samling.operations.debt;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.debt.Statements;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.policy.Sight;
import org.samling.operations.Download;
import org.samling.operations.Family;
import org.samling.operations.Operation;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.debt.Debts.Period;
import org.samling.operations.debt.Debts.Statement;

/** Statements of account. */
public final class StatementOperations {

  /** The operations. */
  public static final Family<StatementOperations> FAMILY =
      new Family<>(
          "statements",
          "statement",
          "Statements of account, and the day's cash-up",
          List.of(
              Operation.get(
                      "show-statement",
                      "/patrons/:patron/statement",
                      Scope.DEBT_READ,
                      "Shows a patron's statement of charges and payments")
                  .of(Period.class, Statement.class, StatementOperations::statement),
              Operation.get(
                      "cash-up",
                      "/cash-up",
                      Scope.DEBT_READ,
                      "Shows what came in and was paid back, by day, branch, person and means")
                  .withinBounds()
                  .of(CashUp.Wanted.class, CashUp.Table.class, StatementOperations::cashUp),
              Operation.get(
                      "cash-up-file",
                      "/cash-up/file",
                      Scope.DEBT_READ,
                      "Returns the same as a CSV file")
                  .withinBounds()
                  .ofFile(
                      CashUp.Wanted.class,
                      List.of(Download.CSV),
                      StatementOperations::cashUpFile)));

  private final Statements statements;
  private final Inquiries inquiries;

  /** Operations on a store. */
  public StatementOperations(Statements statements, Inquiries inquiries) {
    this.statements = statements;
    this.inquiries = inquiries;
  }

  private CashUp.Table cashUp(Request<CashUp.Wanted> request) {
    var tenant = request.tenant();
    var wanted = request.input();
    var from = Optional.ofNullable(wanted.from()).orElseGet(() -> LocalDate.now(tenant.zone()));
    var until = Optional.ofNullable(wanted.until()).orElse(from);
    if (until.isBefore(from) || !until.isBefore(from.plusDays(Statements.MAX_DAYS))) {
      throw Problem.invalid(
          "\"until\" must be on or after \"from\", for %d days at most."
              .formatted(Statements.MAX_DAYS));
    }
    var sight = request.sight(inquiries.policy(tenant.id()));
    var rows = statements.takings(tenant.id(), from, until, branches(sight, wanted.branch()));
    return CashUp.Table.of(from, until, rows, tenant);
  }

  /** The branches in sight, or the one that is asked for; null for all that there ever were. */
  private static @Nullable Set<String> branches(Sight sight, @Nullable String wanted) {
    if (wanted != null) {
      return sight.sees(wanted) ? Set.of(wanted) : Set.of();
    }
    return sight.isWhole() ? null : sight.branches();
  }

  private Download cashUpFile(Request<CashUp.Wanted> request) {
    var table = cashUp(request);
    return Download.made(Download.CSV, "cash-up-%s.csv".formatted(table.from()), table::writeTo);
  }

  private Statement statement(Request<Period> request) {
    var tenant = request.tenant();
    var period = request.input();
    var from = Optional.ofNullable(period.from()).orElse(LocalDate.EPOCH);
    var until = Optional.ofNullable(period.until()).orElseGet(() -> LocalDate.now(tenant.zone()));
    return statements
        .statement(tenant.id(), period.patron(), from, until)
        .map(statement -> Statement.of(statement, tenant))
        .orElseThrow(Problem::unknownPatron);
  }
}
