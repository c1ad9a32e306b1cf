package org.samling.rest.form;

import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.OfflineTransactions.ReportedTransaction;
import org.samling.sip2.Sip2PatronId;

/**
 * The fields of a transaction that was carried out offline, by their names and with times in UTC,
 * as the REST API and the files written by a command show them.
 */
public final class OfflineFields {

  /** The names of the fields, in their order. */
  public static final List<String> NAMES =
      List.of(
          "number",
          "done",
          "told",
          "message",
          "account",
          "branch",
          "item",
          "patron",
          "result",
          "reason",
          "rules",
          "settled-by",
          "settled-at",
          "note");

  private OfflineFields() {}

  /** The fields of a transaction; all are present, missing values as null. */
  public static Map<String, @Nullable String> of(ReportedTransaction told) {
    var settled = told.settled();
    var fields = new LinkedHashMap<String, @Nullable String>();
    fields.put("number", told.id().toString());
    fields.put("done", told.when() == null ? null : told.when().toString());
    fields.put("told", told.received().truncatedTo(ChronoUnit.SECONDS).toString());
    fields.put("message", word(told.message()));
    fields.put("account", told.account());
    fields.put("branch", told.branch());
    fields.put("item", told.item());
    fields.put("patron", told.patron() == null ? null : masked(told.patron()));
    fields.put("result", word(told.result()));
    fields.put("reason", told.reason() == null ? null : told.reason().name());
    fields.put("rules", told.rules().isEmpty() ? null : String.join(" ", told.rules()));
    fields.put("settled-by", settled == null ? null : settled.by());
    fields.put(
        "settled-at",
        settled == null ? null : settled.at().truncatedTo(ChronoUnit.SECONDS).toString());
    fields.put("note", settled == null ? null : settled.note());
    return fields;
  }

  /** A card number as it is, or masked if it may be a CPR number. */
  public static String masked(String patron) {
    return new Sip2PatronId(patron).toString();
  }

  /** A result or message as it is written, {@code broke-rules}. */
  public static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
