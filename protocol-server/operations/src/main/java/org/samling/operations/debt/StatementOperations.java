package org.samling.operations.debt;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.samling.core.debt.Statements;
import org.samling.core.organisation.Account.Scope;
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
          "Statements of account",
          List.of(
              Operation.get(
                      "show-statement",
                      "/patrons/:patron/statement",
                      Scope.DEBT_READ,
                      "Shows a patron's statement of charges and payments")
                  .of(Period.class, Statement.class, StatementOperations::statement)));

  private final Statements statements;

  /** Operations on a store. */
  public StatementOperations(Statements statements) {
    this.statements = statements;
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
