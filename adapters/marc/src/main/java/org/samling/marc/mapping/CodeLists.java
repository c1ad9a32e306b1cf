package org.samling.marc.mapping;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Corresponding codes of danMARC2 (of UNIMARC in lists that begin with {@code unimarc}) and MARC
 * 21, from a table: list, its code, MARC 21 code. If a code occurs more than once in a list, its
 * first row counts.
 */
public final class CodeLists {

  /** The lists that mapping rows may name. */
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

  /** MARC 21's code for a danMARC2 code, or {@code otherwise} if the list has none. */
  static String toMarc21(String list, String code, String otherwise) {
    return TO_MARC21.getOrDefault(list + '\t' + code, otherwise);
  }

  /** danMARC2's code for a MARC 21 code, or {@code otherwise} if the list has none. */
  static String toDanmarc2(String list, String code, String otherwise) {
    return TO_DANMARC2.getOrDefault(list + '\t' + code, otherwise);
  }
}
