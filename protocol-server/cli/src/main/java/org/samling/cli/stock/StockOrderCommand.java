package org.samling.cli.stock;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.TenantCommand;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.ItemDetails;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.ItemRegister.UnknownRecordException;
import org.samling.core.circulation.facts.Enumeration;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.organisation.Tenant;
import org.samling.core.policy.LendingPolicy;
import org.samling.postgres.PostgresStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stock order}: loads items on order from a file. */
@Command(
    name = "order",
    mixinStandardHelpOptions = true,
    description = {
      "Loads orders from a CSV file. Ordered items can be found and reserved, but not lent until they are ready.",
      "Columns, named in the first line: item (a barcode or order number), record (source:number), branch, category; optionally location, call-number, price, volume, year, issue, parts.",
      "Loading a file again does not change items received since."
    })
final class StockOrderCommand extends TenantCommand {

  private static final int AT_ONCE = 500;
  private static final int MOST = 100_000;
  private static final Set<String> NEEDED = Set.of("item", "record", "branch", "category");

  private static final Set<String> KNOWN =
      Set.of(
          "item",
          "record",
          "branch",
          "category",
          "location",
          "call-number",
          "price",
          "volume",
          "year",
          "issue",
          "parts");

  @Parameters(paramLabel = "FILE", description = "The file, in UTF-8.")
  private Path file;

  @Option(names = "--dry-run", description = "Only report faults; load nothing.")
  private boolean isDryRun;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  StockOrderCommand() {}

  @Override
  protected int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    var policy = store.inquiries().policy(tenant.id());
    var items = new ArrayList<NewItem>();
    var problems = new ArrayList<String>();
    read(tenant, policy, items, problems);
    var out = spec.commandLine().getOut();
    problems.forEach(out::println);
    var added = 0;
    if (problems.isEmpty() && !isDryRun) {
      try {
        for (var from = 0; from < items.size(); from += AT_ONCE) {
          added +=
              store
                  .itemRegister()
                  .putItems(
                      tenant.id(), items.subList(from, Math.min(from + AT_ONCE, items.size())));
        }
      } catch (UnknownRecordException e) {
        problems.add("%s: %s".formatted(file, e.getMessage()));
        out.println(problems.getLast());
      }
    }
    out.println(
        problems.isEmpty()
            ? isDryRun
                ? "%,d could be ordered".formatted(items.size())
                : "%,d ordered, %,d were there already".formatted(added, items.size() - added)
            : "%,d ordered; faulty lines: %,d".formatted(added, problems.size()));
    out.flush();
    return problems.isEmpty() ? 0 : 1;
  }

  private void read(
      Tenant tenant, LendingPolicy policy, List<NewItem> items, List<String> problems) {
    var format =
        CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreEmptyLines(true)
            .setTrim(true)
            .get();
    try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        var rows = format.parse(reader)) {
      checkHeadings(new TreeSet<>(rows.getHeaderNames()));
      for (var row : rows) {
        if (items.size() == MOST) {
          throw whichTenant.usageError("%s has more than %,d lines".formatted(file, MOST));
        }
        try {
          items.add(item(tenant, policy, row));
        } catch (IllegalArgumentException e) {
          problems.add(
              "%s, line %d: %s".formatted(file, rows.getCurrentLineNumber(), e.getMessage()));
        }
      }
    } catch (IOException e) {
      throw whichTenant.usageError("%s can't be read: %s".formatted(file, e));
    }
  }

  private void checkHeadings(Set<String> headings) {
    var missing = new TreeSet<>(NEEDED);
    missing.removeAll(headings);
    headings.removeAll(KNOWN);
    if (!missing.isEmpty() || !headings.isEmpty()) {
      throw whichTenant.usageError(
          "%s: the first line names the columns; %s"
              .formatted(
                  file,
                  missing.isEmpty()
                      ? "there is no column " + String.join(", ", headings)
                      : "it lacks " + String.join(", ", missing)));
    }
  }

  private static NewItem item(Tenant tenant, LendingPolicy policy, CSVRecord row) {
    var branch = needed(row, "branch");
    var category = needed(row, "category");
    if (!policy.branches().containsKey(branch)) {
      throw new IllegalArgumentException("there is no branch \"%s\"".formatted(branch));
    }
    if (!policy.itemCategories().containsKey(category)) {
      throw new IllegalArgumentException("there is no item category \"%s\"".formatted(category));
    }
    var item = needed(row, "item");
    if (item.length() > 100) {
      throw new IllegalArgumentException("a barcode has at most 100 characters");
    }
    var parts = given(row, "parts");
    return new NewItem(
        item,
        RecordKey.parse(needed(row, "record")),
        branch,
        category,
        ItemStatus.ON_ORDER,
        ItemDetails.builder()
            .location(given(row, "location"))
            .callNumber(given(row, "call-number"))
            .price(price(tenant, given(row, "price")))
            .enumeration(
                Enumeration.of(given(row, "volume"), given(row, "year"), given(row, "issue")))
            .parts(parts == null ? null : Integer.valueOf(parts))
            .build());
  }

  private static @Nullable Long price(Tenant tenant, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return new BigDecimal(text)
          .movePointRight(tenant.currency().getDefaultFractionDigits())
          .longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException("is not a price: \"%s\"".formatted(text), e);
    }
  }

  private static String needed(CSVRecord row, String column) {
    var value = given(row, column);
    if (value == null) {
      throw new IllegalArgumentException("it has no " + column);
    }
    return value;
  }

  private static @Nullable String given(CSVRecord row, String column) {
    var value = row.isSet(column) ? row.get(column) : null;
    return value == null || value.isBlank() ? null : value;
  }
}
