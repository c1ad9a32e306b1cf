package org.samling.exchange.cutover;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.cutover.CutoverInquiries;
import org.samling.core.organisation.TenantId;

/**
 * Records by the numbers that the other system gave them, which stand in a subfield of theirs. The
 * catalogue is read once, when a number is first looked for.
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

  /** Whether any record has a number of the other system: then no other number is one. */
  boolean isThere() {
    return !all().isEmpty();
  }

  /** The records with a number; where there are several, none of them is meant for certain. */
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
