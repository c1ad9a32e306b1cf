package org.samling.cli.patrons;

import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.Day;
import org.samling.cli.common.Sheet;
import org.samling.cli.common.TenantCommand;
import org.samling.core.debt.Money;
import org.samling.core.debt.Statements.Statement;
import org.samling.core.organisation.Tenant;
import org.samling.operations.debt.Debts;
import org.samling.operations.schema.Shape;
import org.samling.postgres.PostgresStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code statement}: what a patron was charged and paid. */
@Command(
    name = "statement",
    mixinStandardHelpOptions = true,
    description = {
      "Lists a patron's charges, reductions and payments, with the balance after each (docs/debt.md).",
      "A balance below 0 is credit."
    })
public final class StatementCommand extends TenantCommand {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Parameters(paramLabel = "CARD", description = "The card number, or another identifier.")
  private String card;

  @Option(
      names = "--from",
      converter = Day.class,
      paramLabel = "DAY",
      description = "The first day (default: that of the first entry).")
  private @Nullable LocalDate from;

  @Option(
      names = "--until",
      converter = Day.class,
      paramLabel = "DAY",
      description = "The last day (default: today).")
  private @Nullable LocalDate until;

  @Option(
      names = "--format",
      defaultValue = "text",
      paramLabel = "F",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}); json is one object.")
  private Sheet.Form format;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  StatementCommand() {}

  @Override
  protected int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    var statement =
        store
            .statements()
            .statement(tenant.id(), card, from, until)
            .orElseThrow(() ->
                whichTenant.usageError(
                    "the tenant %s has no patron with this card".formatted(tenant.code())));
    var out = spec.commandLine().getOut();
    switch (format) {
      case TEXT -> text(statement, tenant, out);
      case CSV -> entries(statement, tenant).print(Sheet.Form.CSV, out);
      case JSON ->
          out.println(JSON.writeValueAsString(Shape.write(Debts.Statement.of(statement, tenant))));
    }
    out.flush();
    return 0;
  }

  private static Sheet entries(Statement statement, Tenant tenant) {
    var sheet = new Sheet(Shape.of(Debts.Entry.class).members());
    statement
        .entries()
        .forEach(e -> sheet.add(new ArrayList<>(Shape.write(Debts.Entry.of(e, tenant)).values())));
    return sheet;
  }

  private static void text(Statement statement, Tenant tenant, PrintWriter out) {
    out.println(statement.name());
    if (statement.entries().isEmpty()) {
      out.println("There are no entries.");
    } else {
      if (statement.before() != 0) {
        out.println("Before: " + Money.text(statement.before(), tenant.currency()));
      }
      entries(statement, tenant).print(Sheet.Form.TEXT, out);
    }
    out.println(
        "Balance: %s %s"
            .formatted(Money.text(statement.balance(), tenant.currency()), tenant.currency()));
  }
}
