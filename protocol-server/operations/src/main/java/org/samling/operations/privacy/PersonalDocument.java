package org.samling.operations.privacy;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Tenant;
import org.samling.core.privacy.PersonalData.Export;
import org.samling.core.privacy.PersonalData.Part;
import org.samling.routes.privacy.PersonalFields;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The export of everything about a person, as JSON for programs and as HTML for people. */
public final class PersonalDocument {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** The headings of tables in the HTML page; other tables appear under their own names. */
  private static final Map<String, String> HEADINGS =
      Map.ofEntries(
          Map.entry("patron", "Who you are"),
          Map.entry("patron_identifier", "Cards and other names"),
          Map.entry("patron_block", "Blocks"),
          Map.entry("patron_admission_withdrawal", "Where you may not go in by yourself"),
          Map.entry("patron_consent", "Consents"),
          Map.entry("patron_note", "Notes of the staff"),
          Map.entry("patron_pin", "Your PIN: that there is one"),
          Map.entry("patron_pin_failure", "Wrong PINs, by where they were typed"),
          Map.entry("loan", "Loans that are out"),
          Map.entry("loan_history", "Loans that are over"),
          Map.entry("hold", "Holds"),
          Map.entry("ledger_entry", "Fees, and what was paid for them"),
          Map.entry("payment", "Payments"),
          Map.entry("ill_request", "Requests to other libraries"),
          Map.entry("offline_transaction", "What machines did while the line was down"),
          Map.entry("audit", "What was done about you"),
          Map.entry("audit_patron", "Which entries of the journal concern your loans"),
          Map.entry("patron_access", "Who read your account"));

  private final Tenant tenant;
  private final Export export;

  /** The export of a tenant. */
  public PersonalDocument(Tenant tenant, Export export) {
    this.tenant = tenant;
    this.export = export;
  }

  /** The JSON: one key for each table. */
  public String json() {
    return JSON.writeValueAsString(PersonalFields.of(export, tenant));
  }

  /** A self-contained HTML page. */
  public String html() {
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head><meta charset="utf-8"><title>%1$s: what is known of you</title>
    <style>body{font-family:sans-serif;margin:2em}table{border-collapse:collapse;margin-bottom:2em}
    th,td{border:1px solid #bbb;padding:.3em .6em;text-align:left;vertical-align:top}th{background:#eee}</style></head>
    <body>
    <h1>%1$s: what is known of you</h1>
    <p>Read on %2$s. Copies of some of this lie for 14 days in journals, and in backups for as long as these are kept.</p>
    %3$s</body>
    </html>
    """
        .formatted(
            escaped(tenant.name()),
            escaped(export.at().atZone(tenant.zone()).toLocalDate().toString()),
            export.parts().stream().map(PersonalDocument::table).collect(Collectors.joining()));
  }

  private static String table(Part part) {
    var columns = new LinkedHashSet<String>();
    part.rows().forEach(row -> columns.addAll(row.keySet()));
    var page = new StringBuilder();
    page.append("<h2>")
        .append(escaped(HEADINGS.getOrDefault(part.table(), part.table())))
        .append("</h2>\n<table>\n<tr>");
    columns.forEach(c -> page.append("<th>").append(escaped(c.replace('_', ' '))).append("</th>"));
    page.append("</tr>\n");
    for (var row : part.rows()) {
      page.append("<tr>");
      columns.forEach(c -> page.append("<td>").append(escaped(text(row.get(c)))).append("</td>"));
      page.append("</tr>\n");
    }
    page.append("</table>\n");
    if (!part.isWhole()) {
      page.append("<p>There is more of this than is shown here.</p>\n");
    }
    return page.toString();
  }

  private static String text(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    return value instanceof Map || value instanceof Iterable
        ? JSON.writeValueAsString(value)
        : value.toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
