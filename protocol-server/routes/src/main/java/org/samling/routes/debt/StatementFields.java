package org.samling.routes.debt;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.debt.Money;
import org.samling.core.debt.Statements.Entry;
import org.samling.core.debt.Statements.Statement;
import org.samling.core.organisation.Tenant;

/** The fields of a statement in JSON and CSV. */
public final class StatementFields {

  /** The names of an entry's fields, in their order. */
  public static final List<String> NAMES =
      List.of(
          "day",
          "what",
          "for",
          "title",
          "amount",
          "balance",
          "reference",
          "reason",
          "fee",
          "claim");

  private StatementFields() {}

  /** A statement with its entries. */
  public static Map<String, @Nullable Object> of(Statement statement, Tenant tenant) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("name", statement.name());
    fields.put("currency", tenant.currency().getCurrencyCode());
    fields.put("before", Money.text(statement.before(), tenant.currency()));
    fields.put("balance", Money.text(statement.balance(), tenant.currency()));
    fields.put("entries", statement.entries().stream().map(e -> of(e, tenant)).toList());
    return fields;
  }

  /** An entry. */
  public static Map<String, @Nullable Object> of(Entry entry, Tenant tenant) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("day", entry.entered().atZone(tenant.zone()).toLocalDate().toString());
    fields.put("what", word(entry.kind()));
    fields.put("for", entry.type() == null ? null : word(entry.type()));
    fields.put("title", entry.title());
    fields.put("amount", Money.text(entry.amount(), tenant.currency()));
    fields.put("balance", Money.text(entry.balance(), tenant.currency()));
    fields.put("reference", entry.reference());
    fields.put("reason", entry.reason());
    fields.put("fee", entry.fee() == null ? null : entry.fee().toString());
    fields.put("claim", entry.claim());
    return fields;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
