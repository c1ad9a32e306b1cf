package org.samling.exchange.cutover;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.Origin;
import org.samling.core.cutover.CutoverInquiries.StoredItem;
import org.samling.core.cutover.CutoverInquiries.StoredPatron;
import org.samling.core.organisation.TenantId;
import org.samling.core.policy.LendingPolicy;
import org.samling.exchange.cutover.Cutover.Ports;

/**
 * One pass through an export.
 *
 * @param ports the store
 * @param mapping how the export is read
 * @param policy the tenant and its lending policy
 * @param writes the kinds that are written; the others are only read and checked
 * @param names the names that the export uses
 * @param numbered the records by their numbers in the export
 * @param report collects the results
 * @param expected collects what should be in the store, where that is wanted
 * @param began when it began
 * @param run tells the commands of this run from those of others
 * @param progress receives the progress
 */
record CutoverPass(
    Ports ports,
    Mapping mapping,
    LendingPolicy policy,
    Set<Kind> writes,
    ExportIdentifiers names,
    NumberedRecords numbered,
    CutoverReport report,
    @Nullable ExpectedState expected,
    Instant began,
    UUID run,
    Consumer<Long> progress) {

  /** How many rows are processed together. */
  static final int AT_ONCE = 1_000;

  private static final Duration DEADLINE = Duration.ofMinutes(10);

  TenantId tenant() {
    return policy.tenant().id();
  }

  ZoneId zone() {
    var said = mapping.zone();
    return said == null ? policy.tenant().zone() : said;
  }

  Currency currency() {
    return policy.tenant().currency();
  }

  boolean isWritten(Kind kind) {
    return writes.contains(kind);
  }

  Origin origin(CommandKey key, String branch) {
    return new Origin(tenant(), key, "cutover", branch, Instant.now().plus(DEADLINE));
  }

  /**
   * Reads a kind, and hands over the contents of its rows in batches.
   *
   * @param translate turns a row into its contents; null where the row has a fault, which it has
   *     then noted
   * @param take processes a batch
   */
  <T> void each(
      Kind kind, Function<RowFields, @Nullable T> translate, Consumer<List<RowValue<T>>> take) {
    var source = mapping.of(kind);
    if (source == null) {
      return;
    }
    var batch = new ArrayList<RowValue<T>>(AT_ONCE);
    var passed =
        source.read(
            row -> {
              report.read(kind);
              var values = new RowFields(source, row, zone(), currency());
              var value = translate.apply(values);
              if (value == null || !values.faults().isEmpty()) {
                report.reject(kind, new RowValue<>(row.file(), row.line(), ""), values.faults());
                return;
              }
              batch.add(new RowValue<>(row.file(), row.line(), value));
              if (batch.size() == AT_ONCE) {
                take.accept(List.copyOf(batch));
                batch.clear();
                progress.accept((long) AT_ONCE);
              }
            },
            (row, unmet) -> report.leaveOut(kind, row, unmet));
    if (!batch.isEmpty()) {
      take.accept(List.copyOf(batch));
    }
    report.passedOver(kind, passed);
  }

  /**
   * The card of the patron that a row names by card or by a number of the other system.
   *
   * @return the card; empty where there is none, which is then noted
   */
  String patron(RowFields values) {
    var number = values.text("patron-id", 200);
    if (number == null) {
      return values.needed("patron", 100);
    }
    var card = names.cardOfNumber(number);
    if (card == null) {
      values.fault("patron-id", "no patron that is taken over has this number");
      return "";
    }
    return card;
  }

  /** The barcode of the item that a row names, or null where it names none. */
  @Nullable String item(RowFields values) {
    var number = values.text("item-id", 200);
    if (number == null) {
      return values.text("item", 100);
    }
    var barcode = names.barcodeOfNumber(number);
    if (barcode == null) {
      values.fault("item-id", "no item that is taken over has this number");
    }
    return barcode;
  }

  /**
   * The record that a row names.
   *
   * @param record the record, which may not exist; null where the number leads to none or several
   * @param isAmbiguous whether the number leads to several
   */
  record NamedRecord(@Nullable RecordKey record, boolean isAmbiguous) {}

  /**
   * The record that a row names: the one that has the number in the mapping's field; or, if no
   * record has any number there, the one with that agency and number.
   *
   * @return the record; null where none is named
   */
  @Nullable NamedRecord record(RowFields values) {
    var source = values.text("record-source", RecordKey.MAX_LENGTH);
    var number = values.text("record-number", RecordKey.MAX_LENGTH);
    if (number != null && numbered.isThere()) {
      var found = numbered.find(number);
      return found.size() == 1
          ? new NamedRecord(names.record(found.iterator().next()), false)
          : new NamedRecord(null, !found.isEmpty());
    }
    if (source == null || number == null) {
      return null;
    }
    if (source.indexOf(':') >= 0) {
      values.fault("record-source", "contains a colon");
      return null;
    }
    return new NamedRecord(new RecordKey(source, number), false);
  }

  /** The patrons in the store with these cards. */
  Map<String, StoredPatron> patronsThere(List<String> cards) {
    return ports.inquiries().patrons(tenant(), Set.copyOf(cards));
  }

  /** The items that are in the store but not in the export, by their barcodes. */
  Map<String, StoredItem> itemsThere(List<String> barcodes) {
    var wanted = barcodes.stream().filter(b -> names.item(b) == null).distinct().toList();
    return wanted.isEmpty() ? new HashMap<>() : ports.inquiries().items(tenant(), wanted);
  }
}
