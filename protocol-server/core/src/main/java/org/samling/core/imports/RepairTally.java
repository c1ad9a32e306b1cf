package org.samling.core.imports;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.samling.core.catalogue.Repair;
import org.samling.core.catalogue.RepairKind;

/**
 * What had to be repaired in an import.
 *
 * @param records how many records needed it
 * @param made how many repairs were made in all
 * @param kinds the kinds of repairs, each with the number of records that needed it, the most
 *     frequent first
 */
public record RepairTally(int records, int made, Map<RepairKind, Integer> kinds) {

  /** No repairs. */
  public static final RepairTally NOTHING = new RepairTally(0, 0, Map.of());

  /** Copies the kinds, and sorts them. */
  public RepairTally {
    var sorted = new LinkedHashMap<RepairKind, Integer>();
    kinds.entrySet().stream()
        .sorted(
            Map.Entry.<RepairKind, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(e -> sorted.put(e.getKey(), e.getValue()));
    kinds = Collections.unmodifiableMap(sorted);
  }

  /** The tally of one record. */
  public static RepairTally of(Collection<Repair> ofRecord) {
    return ofRecord.isEmpty()
        ? NOTHING
        : new RepairTally(
            1,
            ofRecord.stream().mapToInt(Repair::count).sum(),
            ofRecord.stream()
                .map(Repair::kind)
                .distinct()
                .collect(Collectors.toMap(kind -> kind, _ -> 1)));
  }

  /** The sum of both. */
  public RepairTally plus(RepairTally other) {
    if (other.records == 0) {
      return this;
    }
    var all = new EnumMap<RepairKind, Integer>(RepairKind.class);
    all.putAll(kinds);
    other.kinds.forEach((kind, count) -> all.merge(kind, count, Integer::sum));
    return new RepairTally(records + other.records, made + other.made, all);
  }
}
