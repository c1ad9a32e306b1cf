package org.samling.operations.debt;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.io.Writer;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.CsvForm;
import org.samling.core.circulation.facts.PaymentMeans;
import org.samling.core.debt.Statements.Takings;
import org.samling.core.organisation.Tenant;
import org.samling.operations.Amount;
import org.samling.operations.Means;
import org.samling.operations.Words;

/** What the operations on a cash-up take and return. */
public final class CashUp {

  private static final int NAME = 100;

  private CashUp() {}

  /** Which days and which branch. */
  public record Wanted(
      @Means("the first day; default: today") @Nullable LocalDate from,
      @Means("the last day, of at most 31; default: the first") @Nullable LocalDate until,
      @Means("the code of a branch; default: all") @Size(max = NAME) @Nullable String branch) {}

  /** The money that came in and was paid back, by day, branch, person, means and register. */
  public record Table(
      LocalDate from,
      LocalDate until,
      @Means("the code of the currency (ISO 4217)") String currency,
      List<Row> rows,
      @Means("the sum of the balances") Amount balance) {

    static Table of(LocalDate from, LocalDate until, List<Takings> rows, Tenant tenant) {
      return new Table(
          from,
          until,
          tenant.currency().getCurrencyCode(),
          rows.stream().map(row -> Row.of(row, tenant)).toList(),
          Amount.of(rows.stream().mapToLong(Takings::balance).sum(), tenant));
    }

    /** The same as a file for spreadsheets. */
    void writeTo(Writer out) throws IOException {
      out.write(
          CsvForm.SPREADSHEET.head(
              List.of(
                  "day",
                  "branch",
                  "by",
                  "means",
                  "register",
                  "payments",
                  "taken",
                  "reversed",
                  "paid-out",
                  "balance")));
      for (var row : rows) {
        out.write(CsvForm.SPREADSHEET.line(row.values()));
      }
    }
  }

  /** What one person or machine took and paid back of one kind at one branch on one day. */
  public record Row(
      LocalDate day,
      @Means("the code of the branch") String branch,
      @Means("a member of staff, an account or a job") String by,
      @Means("how it was paid; what is paid back counts where it came in") PaymentMeans means,
      @Means("the cash register, as the profile of a SIP2 account names it; null for none")
          @Nullable String register,
      @Means("how many payments were taken") @Min(0) int payments,
      @Means("what came in") Amount taken,
      @Means("what was reversed of payments") Amount reversed,
      @Means("what was refunded or paid out") Amount paidOut,
      @Means("what has to be there; negative where more was paid back") Amount balance) {

    static Row of(Takings row, Tenant tenant) {
      return new Row(
          row.day(),
          row.branch(),
          row.by(),
          row.means(),
          row.register(),
          row.payments(),
          Amount.of(row.taken(), tenant),
          Amount.of(row.reversed(), tenant),
          Amount.of(row.paidOut(), tenant),
          Amount.of(row.balance(), tenant));
    }

    List<String> values() {
      return List.of(
          day.toString(),
          branch,
          by,
          Words.of(means),
          register == null ? "" : register,
          Integer.toString(payments),
          taken.text(),
          reversed.text(),
          paidOut.text(),
          balance.text());
    }
  }
}
