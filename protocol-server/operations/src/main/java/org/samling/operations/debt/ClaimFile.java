package org.samling.operations.debt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;
import org.samling.core.debt.Debts;
import org.samling.core.debt.Debts.Export;
import org.samling.core.debt.Money;
import org.samling.core.organisation.Tenant;
import tools.jackson.databind.json.JsonMapper;

/** A delivery to the debtor system as a file. */
final class ClaimFile {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final List<String> COLUMNS =
      List.of(
          "export",
          "line",
          "kind",
          "claim",
          "amount",
          "currency",
          "fee",
          "compensation",
          "charged",
          "arose",
          "reason",
          "patron",
          "person",
          "name",
          "birth-date");

  private ClaimFile() {}

  /**
   * Writes a delivery; writing it again gives the same file.
   *
   * @throws IOException when it can't be written
   */
  static void write(Writer out, Tenant tenant, Export export, DebtFormat format, Debts debts)
      throws IOException {
    Consumer<Consumer<Map<String, @Nullable Object>>> lines =
        to ->
            debts.lines(
                tenant.id(), export.number(), line -> to.accept(fields(tenant, export, line)));
    switch (format) {
      case CSV -> csv(out, lines);
      case JSON -> json(out, tenant, export, lines);
    }
  }

  private static void csv(Writer out, Consumer<Consumer<Map<String, @Nullable Object>>> lines)
      throws IOException {
    CSVFormat.RFC4180.printRecord(out, COLUMNS.toArray());
    lines.accept(fields -> {
      try {
        CSVFormat.RFC4180.printRecord(out, fields.values().toArray());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }

  /** Writes one line for each claim, so that memory does not grow with the file. */
  private static void json(
      Writer out,
      Tenant tenant,
      Export export,
      Consumer<Consumer<Map<String, @Nullable Object>>> lines)
      throws IOException {
    out.write(
        "{\"tenant\": %s, \"export\": %d, \"made\": \"%s\", \"claims\": ["
            .formatted(JSON.writeValueAsString(tenant.code()), export.number(), export.made()));
    var separator = new String[] {"\n"};
    lines.accept(fields -> {
      try {
        out.write(separator[0] + JSON.writeValueAsString(fields));
        separator[0] = ",\n";
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
    out.write("\n]}\n");
  }

  private static Map<String, @Nullable Object> fields(
      Tenant tenant, Export export, Debts.Line line) {
    var currency = tenant.currency();
    var cpr = line.cpr();
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("export", export.number());
    fields.put("line", line.position());
    fields.put("kind", line.isNew() ? "claim" : "balance");
    fields.put("claim", line.claim());
    fields.put("amount", Money.text(line.amount(), currency));
    fields.put("currency", currency.getCurrencyCode());
    fields.put("fee", line.type().name().toLowerCase(Locale.ROOT));
    fields.put("compensation", line.type().isCompensation());
    fields.put("charged", Money.text(line.charged(), currency));
    fields.put("arose", line.arose().toString());
    fields.put("reason", line.reason());
    fields.put("patron", line.patronId().toString());
    fields.put("person", cpr == null ? null : cpr.digits());
    fields.put("name", line.name());
    fields.put("birth-date", line.birth() == null ? null : line.birth().toString());
    return fields;
  }
}
