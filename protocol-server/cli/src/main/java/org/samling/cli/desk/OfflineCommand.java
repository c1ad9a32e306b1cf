package org.samling.cli.desk;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.Day;
import org.samling.cli.common.TenantCommand;
import org.samling.cli.common.Terminal;
import org.samling.core.circulation.OfflineTransactions;
import org.samling.core.circulation.OfflineTransactions.ReportedTransaction;
import org.samling.core.circulation.OfflineTransactions.Result;
import org.samling.core.circulation.OfflineTransactions.TransactionFilter;
import org.samling.core.organisation.Tenant;
import org.samling.operations.offline.Transaction;
import org.samling.operations.schema.Shape;
import org.samling.postgres.PostgresStore;
import org.samling.rest.form.OfflineFields;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code offline}: what kiosks did while they were off-line. */
@Command(
    name = "offline",
    mixinStandardHelpOptions = true,
    description = {
      "Shows transactions that kiosks made offline and reported afterwards (docs/offline.md).",
      "list: lists the transactions with time, result and reason, and the number of each result.",
      "settle NUMBER: marks a transaction as dealt with, so that --only-conflicts no longer shows it."
    })
public final class OfflineCommand extends TenantCommand {

  private static final int LONGEST = 100_000;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** What can be done. */
  enum What {
    LIST,
    SETTLE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(index = "0", paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}.")
  private What what;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NUMBER",
      description = "For settle: the transaction's number.")
  private @Nullable UUID number;

  @Option(
      names = "--branch",
      paramLabel = "B",
      description = "For list: only of kiosks at this branch (default: all).")
  private @Nullable String branch;

  @Option(
      names = "--account",
      paramLabel = "A",
      description = "For list: only of this SIP2 account (default: all).")
  private @Nullable String account;

  @Option(
      names = "--since",
      converter = Day.class,
      paramLabel = "DAY",
      description = "For list: reported on this day or later (default: all that are kept).")
  private @Nullable LocalDate since;

  @Option(
      names = "--only-conflicts",
      description = "For list: only transactions that need attention and are not settled.")
  private boolean onlyConflicts;

  @Option(names = "--json", description = "For list: print JSON, one object a line.")
  private boolean json;

  @Option(names = "--csv", description = "For list: print CSV with a header line.")
  private boolean csv;

  @Option(names = "--note", paramLabel = "N", description = "For settle: what was done about it.")
  private @Nullable String note;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  OfflineCommand() {}

  @Override
  protected int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    var out = spec.commandLine().getOut();
    var transactions = store.offlineTransactions();
    var done =
        switch (what) {
          case LIST -> {
            if (branch != null) {
              whichTenant.checkBranch(store.inquiries().policy(tenant.id()), branch);
            }
            if (json && csv) {
              throw whichTenant.usageError("--json and --csv can't be combined");
            }
            list(transactions, tenant, out);
            yield 0;
          }
          case SETTLE -> settle(transactions, tenant, out);
        };
    out.flush();
    return done;
  }

  private int settle(OfflineTransactions transactions, Tenant tenant, PrintWriter out) {
    var id = whichTenant.required(what, "the number of a transaction", number);
    if (note != null && note.length() > 1_000) {
      throw whichTenant.usageError("a note must have at most 1,000 characters");
    }
    if (transactions.settle(tenant.id(), id, Terminal.user(), note)) {
      out.println("The transaction %s is settled.".formatted(id));
      return 0;
    }
    out.println("There is no unsettled transaction %s.".formatted(id));
    return 1;
  }

  private void list(OfflineTransactions transactions, Tenant tenant, PrintWriter out) {
    var from = since == null ? null : since.atStartOfDay(tenant.zone()).toInstant();
    var asked = new TransactionFilter(branch, account, from, onlyConflicts);
    var told = transactions.list(tenant.id(), asked, null, LONGEST);
    if (json) {
      told.forEach(t -> out.println(JSON.writeValueAsString(fields(t))));
      return;
    }
    if (csv) {
      out.println(String.join(",", Shape.of(Transaction.class).members()));
      told.forEach(t -> out.println(csv(fields(t))));
      return;
    }
    if (told.isEmpty()) {
      out.println(
          onlyConflicts ? "Nothing needs attention." : "There are no offline transactions.");
      return;
    }
    told.forEach(t -> out.println(line(t, tenant)));
    if (told.size() == LONGEST) {
      out.println("… and perhaps more: only the first %,d are shown".formatted(LONGEST));
    }
    out.println();
    out.println(sums(transactions.counts(tenant.id(), asked)));
  }

  private static String sums(Map<Result, Long> counts) {
    return counts.entrySet().stream()
        .map(e -> "%,d %s".formatted(e.getValue(), OfflineFields.word(e.getKey())))
        .collect(Collectors.joining(", "));
  }

  private static String line(ReportedTransaction told, Tenant tenant) {
    return "%-19s  told %s  %-8s  %-16s %s  item %s%s  %s%s"
        .formatted(
            told.when() == null ? "no date" : time(told.when(), tenant),
            time(told.received(), tenant),
            OfflineFields.word(told.message()),
            told.account(),
            told.branch(),
            told.item(),
            told.patron() == null ? "" : "  patron " + OfflineFields.masked(told.patron()),
            became(told),
            told.settled() == null
                ? "  " + told.id()
                : "  settled by %s%s"
                    .formatted(
                        told.settled().by(),
                        told.settled().note() == null ? "" : ": " + told.settled().note()));
  }

  private static String became(ReportedTransaction told) {
    var why = new ArrayList<>(told.rules());
    if (told.reason() != null) {
      why.addFirst(told.reason().name());
    }
    return OfflineFields.word(told.result())
        + (why.isEmpty() ? "" : " (" + String.join(", ", why) + ")");
  }

  private static Map<String, Object> fields(ReportedTransaction told) {
    return Shape.write(Transaction.of(told));
  }

  private static String csv(Map<String, Object> fields) {
    return fields.values().stream()
        .map(value -> value == null ? "" : '"' + value.toString().replace("\"", "\"\"") + '"')
        .collect(Collectors.joining(","));
  }

  private static String time(Instant instant, Tenant tenant) {
    return TIME.format(instant.atZone(tenant.zone()));
  }
}
