package org.samling.exchange.koha;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.samling.exchange.koha.SqlDump.Row;
import org.samling.exchange.koha.SqlDump.Rows;

/**
 * What a dump of Koha says beside its large tables: codes, and what belongs to patrons, loans and
 * records by their numbers. The dump is read once for it, because its tables refer to others that
 * come later.
 */
final class KohaTables {

  /** Any branch, category or item type, in Koha's older and newer versions. */
  private static final Set<String> ANY = Set.of("", "*");

  final Map<String, String> branches = new TreeMap<>();
  final Map<String, String> categories = new TreeMap<>();
  final Map<String, ItemType> itemTypes = new TreeMap<>();
  final Map<String, String> cards = new HashMap<>();
  private final Set<String> cardNumbers = new HashSet<>();
  final Map<String, String> typesOfTitles = new HashMap<>();
  final Set<String> openLoans = new HashSet<>();
  final Set<String> keepsHistory = new HashSet<>();

  /** Values of rules for everybody everywhere, by rule and item type or category. */
  final Map<String, Map<String, String>> rules = new HashMap<>();

  private final Set<String> tables = new HashSet<>();
  private final Map<String, List<Guarantor>> guarantors = new HashMap<>();
  private final Map<String, List<String>> attributes = new HashMap<>();
  private final List<Wish> wishes = new ArrayList<>();
  private final Map<String, Set<String>> transports = new HashMap<>();
  private final Map<String, String> messages = new HashMap<>();
  private final Map<String, Map<String, String>> wishesOf = new HashMap<>();

  /** An item type. */
  record ItemType(String name, boolean isForLoan) {}

  /** A guarantor, by the borrower's number, and what they are to the patron. */
  record Guarantor(String number, String relationship) {}

  private record Wish(String id, String borrower, String message, boolean isDaily) {}

  private final KohaRecords records;

  private KohaTables(KohaRecords records) {
    this.records = records;
  }

  /**
   * Reads them.
   *
   * @param records takes the records
   * @throws DumpException when the dump can't be read, or is not Koha's
   */
  static KohaTables read(Path dump, KohaRecords records) {
    var all = new KohaTables(records);
    SqlDump.read(dump, all::rows);
    for (var needed : List.of("borrowers", "items", "biblio")) {
      if (!all.tables.contains(needed)) {
        throw new DumpException(
            "%s has no rows of the table %s: is it a whole dump of a Koha?"
                .formatted(dump, needed));
      }
    }
    all.resolveWishes();
    return all;
  }

  private @Nullable Rows rows(String table) {
    tables.add(table);
    return switch (table) {
      case "branches" -> row -> branches.put(row.get("branchcode"), row.get("branchname"));
      case "categories" -> row -> categories.put(row.get("categorycode"), row.get("description"));
      case "itemtypes" ->
          row ->
              itemTypes.put(
                  row.get("itemtype"),
                  new ItemType(row.get("description"), !isSet(row.get("notforloan"))));
      case "biblioitems" -> this::title;
      case "biblio_metadata" -> records::add;
      case "borrowers" -> this::borrower;
      case "borrower_relationships" ->
          row ->
              addGuarantor(
                  row.get("guarantee_id"), row.get("guarantor_id"), row.get("relationship"));
      case "borrower_attributes" ->
          row ->
              attributes
                  .computeIfAbsent(row.get("borrowernumber"), _ -> new ArrayList<>())
                  .add(row.get("code") + ": " + row.get("attribute"));
      case "borrower_message_preferences" ->
          row ->
              wishes.add(
                  new Wish(
                      row.get("borrower_message_preference_id"),
                      row.get("borrowernumber"),
                      row.get("message_attribute_id"),
                      isSet(row.get("wants_digest"))));
      case "borrower_message_transport_preferences" ->
          row ->
              transports
                  .computeIfAbsent(row.get("borrower_message_preference_id"), _ -> new HashSet<>())
                  .add(row.get("message_transport_type"));
      case "message_attributes" ->
          row -> messages.put(row.get("message_attribute_id"), row.get("message_name"));
      case "issues" -> row -> openLoans.add(row.get("issue_id"));
      case "circulation_rules" -> this::rule;
      default -> null;
    };
  }

  /** Whether a name is some patron's card number. */
  boolean isCard(String name) {
    return cardNumbers.contains(name);
  }

  /** Whether a flag is set: 0 and nothing are not. */
  static boolean isSet(String flag) {
    return !flag.isEmpty() && !flag.equals("0");
  }

  private void title(Row row) {
    var type = row.get("itemtype");
    if (!type.isEmpty()) {
      typesOfTitles.put(row.get("biblionumber"), type.intern());
    }
  }

  private void borrower(Row row) {
    var number = row.get("borrowernumber");
    cards.put(number, row.get("cardnumber"));
    cardNumbers.add(row.get("cardnumber"));
    if (row.get("privacy").equals("0")) {
      keepsHistory.add(number);
    }
    // Until Koha 19.11 a patron has one guarantor, in the patron's own row.
    addGuarantor(number, row.get("guarantorid"), row.get("relationship"));
  }

  private void addGuarantor(String patron, String guarantor, String relationship) {
    if (!patron.isEmpty() && isSet(guarantor)) {
      guarantors
          .computeIfAbsent(patron, _ -> new ArrayList<>())
          .add(new Guarantor(guarantor, relationship));
    }
  }

  private void rule(Row row) {
    var category = row.get("categorycode");
    var type = row.get("itemtype");
    if (ANY.contains(row.get("branchcode")) && (ANY.contains(category) || ANY.contains(type))) {
      var code = ANY.contains(category) ? type : category;
      rules
          .computeIfAbsent(row.get("rule_name"), _ -> new HashMap<>())
          .put(ANY.contains(code) ? "" : code, row.get("rule_value"));
    }
  }

  /** A whole number that a rule says for a code, or else for all; or another where none does. */
  int rule(String name, String code, int standard) {
    var values = rules.getOrDefault(name, Map.of());
    var value = values.getOrDefault(code, values.getOrDefault("", ""));
    return value.matches("[0-9]{1,4}") ? Integer.parseInt(value) : standard;
  }

  /** A patron's guarantors, the first one first. */
  List<Guarantor> guarantors(String borrower) {
    return guarantors.getOrDefault(borrower, List.of());
  }

  /** A patron's attributes, each as "code: value". */
  List<String> attributes(String borrower) {
    return attributes.getOrDefault(borrower, List.of());
  }

  private void resolveWishes() {
    for (var wish : wishes) {
      var by = transports.getOrDefault(wish.id(), Set.of());
      // By several at once, which is not possible here, means as the library does.
      var channel = by.size() == 1 ? by.iterator().next() : "";
      var text = by.isEmpty() ? "off" : (channel + (wish.isDaily() ? " daily" : "")).strip();
      var message = messages.getOrDefault(wish.message(), "");
      if (!wish.borrower().isEmpty() && !text.isEmpty()) {
        wishesOf.computeIfAbsent(wish.borrower(), _ -> new HashMap<>()).put(message, text);
      }
    }
    wishes.clear();
    transports.clear();
  }

  /** A patron's wish for a message, such as "off" or "email daily"; empty for none. */
  String wish(String borrower, String message) {
    return wishesOf.getOrDefault(borrower, Map.of()).getOrDefault(message, "");
  }
}
