package org.samling.exchange.cutover;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.samling.exchange.cutover.MappingContent.Condition;

/**
 * How the files of one kind are read.
 *
 * @param kind what they hold
 * @param files the files, in this order
 * @param reader reads them
 * @param notation how dates and amounts are written in them
 * @param only which rows count
 * @param fields where fields come from
 */
record KindMapping(
    Kind kind,
    List<Path> files,
    SourceFiles reader,
    Notation notation,
    List<Condition> only,
    Map<String, FieldRule> fields) {

  /**
   * Reads all rows that count.
   *
   * @return how many were passed over
   */
  long read(Consumer<SourceRow> rows) {
    var needed = new HashSet<String>();
    fields.values().forEach(rule -> needed.addAll(rule.columns()));
    only.forEach(condition -> needed.add(condition.column()));
    var passed = new long[1];
    for (var file : files) {
      reader.read(
          file,
          Set.copyOf(needed),
          row -> {
            if (only.stream().allMatch(c -> c.isMetBy(row.value(c.column())))) {
              rows.accept(row);
            } else {
              passed[0]++;
            }
          });
    }
    return passed[0];
  }
}
