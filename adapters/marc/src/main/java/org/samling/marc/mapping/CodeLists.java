package org.samling.marc.mapping;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The codes of danMARC2 (in lists that begin with {@code unimarc}, of UNIMARC) and MARC 21 for the
 * same things, from a table: list, its code, code of MARC 21. Where a code comes more than once in
 * a list, its first row counts.
 */
public final class CodeLists {

  /** The lists that rows of a mapping may name. */
  static final List<String> NAMED = List.of("relation", "loan-restriction", "unimarc-role");

  private static final String RESOURCE = "marc-codes.tsv";
  private static final Map<String, String> TO_MARC21 = new HashMap<>();
  private static final Map<String, String> TO_DANMARC2 = new HashMap<>();

  static {
    for (var line : MappingTable.lines(RESOURCE)) {
      if (!line.startsWith("#")) {
        var columns = line.split("\t", -1);
        if (columns.length != 3) {
          throw new IllegalStateException(RESOURCE + " has a row without three columns: " + line);
        }
        TO_MARC21.putIfAbsent(columns[0] + '\t' + columns[1], columns[2]);
        TO_DANMARC2.putIfAbsent(columns[0] + '\t' + columns[2], columns[1]);
      }
    }
  }

  private CodeLists() {}

  /** MARC 21's code for one of danMARC2, or {@code otherwise} where the list has none. */
  static String toMarc21(String list, String code, String otherwise) {
    return TO_MARC21.getOrDefault(list + '\t' + code, otherwise);
  }

  /** danMARC2's code for one of MARC 21, or {@code otherwise} where the list has none. */
  static String toDanmarc2(String list, String code, String otherwise) {
    return TO_DANMARC2.getOrDefault(list + '\t' + code, otherwise);
  }
}
