package org.samling.exchange.cutover;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;

/** The names that the export uses for patrons, items and records, from the accepted rows. */
final class ExportIdentifiers {

  private final Map<String, String> cards = new HashMap<>();
  private final Map<String, String> identifiers = new HashMap<>();
  private final Map<String, String> barcodes = new HashMap<>();
  private final Map<String, Shelved> items = new HashMap<>();
  private final Map<String, RecordKey> titles = new HashMap<>();
  private final Map<RecordKey, RecordKey> records = new HashMap<>();
  private final Map<String, String> branches = new HashMap<>();
  private final Set<String> keepHistory = new HashSet<>();
  private final Set<String> patronNumbers = new HashSet<>();

  /**
   * An item.
   *
   * @param record the record that describes it
   * @param branch the code of its home branch
   */
  record Shelved(RecordKey record, String branch) {}

  /** Whether the number was new. */
  boolean takePatronNumber(@Nullable String number) {
    return number == null || patronNumbers.add(number);
  }

  void patron(@Nullable String number, String card) {
    if (number != null) {
      cards.put(number, card);
    }
    identifiers.put(card, card);
  }

  void identifier(String identifier, String card) {
    identifiers.put(identifier, card);
  }

  /** Notes that a patron consents to keeping past loans. */
  void keepsHistory(String card) {
    keepHistory.add(card);
  }

  boolean isHistoryKept(String card) {
    return keepHistory.contains(card);
  }

  @Nullable String cardOfNumber(String number) {
    return cards.get(number);
  }

  /** The card of the patron with an identifier, or null. */
  @Nullable String card(String identifier) {
    return identifiers.get(identifier);
  }

  void item(@Nullable String number, String barcode, Shelved shelved) {
    if (number != null) {
      barcodes.put(number, barcode);
    }
    var branch = branches.computeIfAbsent(shelved.branch(), b -> b);
    items.put(barcode, new Shelved(record(shelved.record()), branch));
  }

  @Nullable String barcodeOfNumber(String number) {
    return barcodes.get(number);
  }

  @Nullable Shelved item(String barcode) {
    return items.get(barcode);
  }

  void title(String number, RecordKey record) {
    titles.put(number, record(record));
  }

  @Nullable RecordKey recordOfTitle(String number) {
    return titles.get(number);
  }

  /** Notes that a record exists, or will exist. */
  RecordKey record(RecordKey record) {
    return records.computeIfAbsent(record, r -> r);
  }

  boolean isRecord(RecordKey record) {
    return records.containsKey(record);
  }
}
