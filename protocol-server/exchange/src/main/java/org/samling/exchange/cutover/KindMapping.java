package org.samling.exchange.cutover;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.samling.exchange.cutover.MappingContent.Condition;

/**
 * How the files of one kind are read.
 *
 * @param kind what the files hold
 * @param files the files, in the order in which they are read
 * @param reader reads them
 * @param notation the notation of dates and amounts
 * @param only the conditions for rows to be read
 * @param fields how the value of each field is made
 */
record KindMapping(
    Kind kind,
    List<Path> files,
    SourceFiles reader,
    Notation notation,
    List<Condition> only,
    Map<String, FieldRule> fields) {

  /**
   * Reads all rows that meet the conditions.
   *
   * @param leftOut receives rows that meet one with a reason not, with that reason
   * @return how many rows were left out
   */
  long read(Consumer<SourceRow> rows, BiConsumer<SourceRow, Condition> leftOut) {
    var needed = new HashSet<String>();
    fields.values().forEach(rule -> needed.addAll(rule.columns()));
    only.forEach(condition -> needed.add(condition.column()));
    var passed = new long[1];
    for (var file : files) {
      reader.read(
          file,
          Set.copyOf(needed),
          row -> {
            var unmet = only.stream().filter(c -> !c.isMetBy(row.value(c.column()))).findFirst();
            if (unmet.isEmpty()) {
              rows.accept(row);
              return;
            }
            passed[0]++;
            if (unmet.get().reason() != null) {
              leftOut.accept(row, unmet.get());
            }
          });
    }
    return passed[0];
  }
}
