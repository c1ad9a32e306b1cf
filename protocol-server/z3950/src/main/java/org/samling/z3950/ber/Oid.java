package org.samling.z3950.ber;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An object identifier: the name of an attribute set, record syntax, schema or the like. It prints
 * as its common name, if it has one here.
 *
 * @param dotted its arcs in decimal, separated by dots, each of at most 18 digits
 */
public record Oid(String dotted) {
  static final int ARCS_UNDER_ROOT = 40;

  /** An arc below this bound has at most 18 digits. */
  static final long ARC_BOUND = 1_000_000_000_000_000_000L;

  private static final Pattern DOTTED = Pattern.compile("[012](\\.(0|[1-9]\\d{0,17})){1,200}");
  private static final Map<String, String> NAMES = new HashMap<>();

  /**
   * The content bytes of the identifiers with names, which are needed for each record that is sent.
   */
  private static final Map<String, Octets> OCTETS = new HashMap<>();

  private static final String Z3950 = "1.2.840.10003.";

  // Attribute sets (OID.3).
  public static final Oid BIB_1 = named(Z3950 + "3.1", "bib-1");
  public static final Oid EXP_1 = named(Z3950 + "3.2", "exp-1");
  public static final Oid EXT_1 = named(Z3950 + "3.3", "ext-1");
  public static final Oid GILS = named(Z3950 + "3.5", "gils");
  public static final Oid UTIL = named(Z3950 + "3.11", "util");
  public static final Oid XD_1 = named(Z3950 + "3.12", "xd-1");
  public static final Oid DAN_1 = named(Z3950 + "3.15", "dan-1");
  public static final Oid BIB_2 = named(Z3950 + "3.18", "bib-2");

  // Diagnostic sets (OID.4).
  public static final Oid DIAG_BIB_1 = named(Z3950 + "4.1", "diag bib-1");
  public static final Oid DIAG_1 = named(Z3950 + "4.2", "diag-1");

  // Record syntaxes (OID.5).
  public static final Oid UNIMARC = named(Z3950 + "5.1", "UNIMARC");
  public static final Oid USMARC = named(Z3950 + "5.10", "USMARC");
  public static final Oid NORMARC = named(Z3950 + "5.12", "NORMARC");
  public static final Oid DANMARC = named(Z3950 + "5.14", "danMARC");
  public static final Oid SWEMARC = named(Z3950 + "5.25", "SWEMARC");
  public static final Oid EXPLAIN = named(Z3950 + "5.100", "Explain");
  public static final Oid SUTRS = named(Z3950 + "5.101", "SUTRS");
  public static final Oid OPAC = named(Z3950 + "5.102", "OPAC");
  public static final Oid SUMMARY = named(Z3950 + "5.103", "Summary");
  public static final Oid GRS_1 = named(Z3950 + "5.105", "GRS-1");
  public static final Oid ES_TASK_PACKAGE = named(Z3950 + "5.106", "ES task package");
  public static final Oid HTML = named(Z3950 + "5.109.3", "HTML");
  public static final Oid XML = named(Z3950 + "5.109.10", "XML");

  /** danMARC2 with all its levels (main, section, volume) in one record. */
  public static final Oid DANMARC_LEVELS = named(Z3950 + "5.1000.105.113", "danMARC2 levels");

  // Extended services (OID.9).
  public static final Oid ITEM_ORDER = named(Z3950 + "9.4", "Item Order");

  /** The first version of Update; the next is its revision. */
  public static final Oid UPDATE_0 = named(Z3950 + "9.5", "Update, first version");

  public static final Oid UPDATE = named(Z3950 + "9.5.1.1", "Update");

  /** The interlibrary-loan protocol of ISO 10161, as BER. */
  public static final Oid ILL = named("1.0.10161.2.1", "ILL-1");

  // User information (OID.10), schemas (OID.13), negotiation records (OID.15), queries (OID.16).
  public static final Oid SEARCH_RESULT_1 = named(Z3950 + "10.1", "searchResult-1");
  public static final Oid USER_INFO_1 = named(Z3950 + "10.3", "userInfo-1");

  /** Facets in the information on a search, an extension by Index Data. */
  public static final Oid FACET_1 = named(Z3950 + "10.1000.81.5", "facet-1");

  public static final Oid HOLDINGS_SCHEMA = named(Z3950 + "13.7", "Holdings schema");
  public static final Oid HOLDINGS_SCHEMA_4 = named(Z3950 + "13.7.4", "Holdings schema, version 4");
  public static final Oid CHARSET_NEGOTIATION_3 = named(Z3950 + "15.3", "charset negotiation-3");

  /** The private negotiation of a character set by name, an extension by Index Data. */
  public static final Oid CHARSET_ID = named(Z3950 + "15.1000.81.1", "charset id");

  public static final Oid CQL = named(Z3950 + "16.2", "CQL");

  // Forms of ISO 10646.
  public static final Oid UTF_16_FORM = named("1.0.10646.1.0.5", "UTF-16");
  public static final Oid UTF_8_FORM = named("1.0.10646.1.0.8", "UTF-8");

  /**
   * @throws IllegalArgumentException if it is not an object identifier, or an arc has more digits
   */
  public Oid {
    if (!NAMES.containsKey(dotted)) {
      var _ = arcs(dotted);
    }
  }

  private static Oid named(String dotted, String name) {
    OCTETS.put(dotted, octets(arcs(dotted)));
    NAMES.put(dotted, name);
    return new Oid(dotted);
  }

  /** The common name, or the dotted form if there is none. */
  public String name() {
    return NAMES.getOrDefault(dotted, dotted);
  }

  /** The content bytes of an OBJECT IDENTIFIER. */
  Octets octets() {
    var known = OCTETS.get(dotted);
    return known == null ? octets(arcs(dotted)) : known;
  }

  private static Octets octets(long[] arcs) {
    var out = new ByteArrayOutputStream();
    arc(out, arcs[0] * ARCS_UNDER_ROOT + arcs[1]);
    for (int i = 2; i < arcs.length; i++) {
      arc(out, arcs[i]);
    }
    return new Octets(out.toByteArray());
  }

  private static long[] arcs(String dotted) {
    if (DOTTED.matcher(dotted).matches()) {
      var texts = dotted.split("\\.", -1);
      var arcs = new long[texts.length];
      for (int i = 0; i < arcs.length; i++) {
        arcs[i] = Long.parseLong(texts[i]);
      }
      // The first two arcs share one number on the wire.
      if (arcs[1] < (arcs[0] < 2 ? ARCS_UNDER_ROOT : ARC_BOUND)) {
        return arcs;
      }
    }
    throw new IllegalArgumentException(
        "\"%s\" is not an object identifier; separate arcs by dots, as in 1.2.840.10003.5.10"
            .formatted(dotted));
  }

  private static void arc(ByteArrayOutputStream out, long arc) {
    int groups = Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(arc) + 6) / 7);
    for (int i = groups - 1; i >= 0; i--) {
      out.write((int) ((arc >> (7 * i)) & 0x7F) | (i > 0 ? 0x80 : 0));
    }
  }

  @Override
  public String toString() {
    return name();
  }
}
