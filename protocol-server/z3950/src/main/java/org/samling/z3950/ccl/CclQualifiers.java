package org.samling.z3950.ccl;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The field names of CCL with their use attributes of Bib-1: those that YAZ and other clients send,
 * and those of Danish catalogues.
 */
public final class CclQualifiers {

  private static final int YEAR = 31;

  private static final Map<String, Integer> USES = new HashMap<>();

  static {
    put(1016, "any", "kw", "wrd");
    put(4, "ti", "title");
    put(5, "se", "series");
    put(1003, "au", "author", "fo");
    put(1002, "na", "name");
    put(1, "pn");
    put(2, "cn");
    put(21, "su", "subject", "em");
    put(1018, "pb", "publisher", "fl");
    put(YEAR, "py", "yr", "date", "year", "år");
    put(7, "isbn", "ib", "is");
    put(8, "issn");
    put(12, "id", "no");
    put(13, "dd");
    put(20, "dk");
    put(54, "la", "sp");
    put(63, "nt");
    put(62, "ab");
    put(1031, "ma", "mt");
  }

  private CclQualifiers() {}

  private static void put(int use, String... names) {
    for (var name : names) {
      USES.put(name, use);
    }
  }

  /** The use attribute of a name in lower case; empty if it is unknown. */
  static OptionalInt use(String name) {
    var use = USES.get(name);
    return use == null ? OptionalInt.empty() : OptionalInt.of(use);
  }

  /** Whether a name is that of a field of years. */
  static boolean isOfYears(String name) {
    return Integer.valueOf(YEAR).equals(USES.get(name));
  }

  /** All names with their use attributes, in alphabetical order. */
  public static Map<String, Integer> all() {
    return new TreeMap<>(USES);
  }
}
