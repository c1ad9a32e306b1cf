package org.samling.exchange.cutover;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.cutover.CutoverInquiries;
import org.samling.core.organisation.TenantId;

/**
 * Records by the numbers that they had in the other system, which are in one of their subfields.
 * The catalogue is read once, when a number is first looked up.
 */
final class NumberedRecords {

  private final CutoverInquiries inquiries;
  private final TenantId tenant;
  private final @Nullable String field;
  private @Nullable Map<String, Set<RecordKey>> byNumber;

  /**
   * Makes it.
   *
   * @param field tag and code, such as {@code 999$c}; null where no field has them
   */
  NumberedRecords(CutoverInquiries inquiries, TenantId tenant, @Nullable String field) {
    this.inquiries = inquiries;
    this.tenant = tenant;
    this.field = field;
  }

  /** Whether any record has such a number: if so, numbers in rows are always these. */
  boolean isThere() {
    return !all().isEmpty();
  }

  /** The records with a number; if there are several, it is ambiguous which is meant. */
  Set<RecordKey> find(String number) {
    return all().getOrDefault(number, Set.of());
  }

  private Map<String, Set<RecordKey>> all() {
    var known = byNumber;
    if (known == null) {
      known = read();
      byNumber = known;
    }
    return known;
  }

  private Map<String, Set<RecordKey>> read() {
    if (field == null) {
      return Map.of();
    }
    var code = field.indexOf('$');
    return inquiries.recordsBySubfield(tenant, field.substring(0, code), field.substring(code + 1));
  }
}
