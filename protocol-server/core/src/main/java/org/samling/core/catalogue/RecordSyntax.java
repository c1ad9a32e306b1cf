package org.samling.core.catalogue;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A syntax in which records can be requested. Those of MARC 21 and danMARC2 hold records of any
 * format; those of UNIMARC hold records that came in UNIMARC.
 */
public enum RecordSyntax {
  /** MARC 21 in ISO 2709, in UTF-8. */
  MARC21("marc21", MarcFormat.MARC21, RecordFormat.MARC21),
  /** MARC 21 in ISO 2709, in MARC-8. */
  MARC21_MARC8("marc21-marc8", MarcFormat.MARC21, null),
  /** MARC 21 in ISO 2709, in ISO 8859-1, which its leader can't tell from MARC-8. */
  MARC21_LATIN1("marc21-latin1", MarcFormat.MARC21, null),
  /** MARC 21 in XML (MARC21slim of the Library of Congress). */
  MARCXML("marcxml", MarcFormat.MARC21, RecordFormat.MARCXML),
  /** danMARC2 in ISO 2709, in ISO 8859-1 with escapes. */
  DANMARC2("danmarc2", MarcFormat.DANMARC2, RecordFormat.DANMARC2),
  /** danMARC2 in lines, without the record terminator line. */
  DANMARC2_LINE("danmarc2-line", MarcFormat.DANMARC2, RecordFormat.DANMARC2_LINE),
  /** danMARC2 in XML (marcXchange, ISO 25577). */
  MARCXCHANGE("marcxchange", MarcFormat.DANMARC2, RecordFormat.DANMARC2_XML),
  /** UNIMARC in ISO 2709, in UTF-8. */
  UNIMARC("unimarc", MarcFormat.UNIMARC, RecordFormat.UNIMARC),
  /** UNIMARC in XML (marcXchange, ISO 25577). */
  UNIMARCXCHANGE("unimarcxchange", MarcFormat.UNIMARC, RecordFormat.UNIMARC_XML),
  /** Simple Dublin Core in XML: the element oai_dc:dc of OAI-PMH 2.0. */
  DUBLIN_CORE("dc", MarcFormat.MARC21, null),
  /** MODS 3.7 in XML. */
  MODS("mods", MarcFormat.MARC21, null);

  private final String label;
  private final MarcFormat marc;
  private final @Nullable RecordFormat format;

  RecordSyntax(String label, MarcFormat marc, @Nullable RecordFormat format) {
    this.label = label;
    this.marc = marc;
    this.format = format;
  }

  /** The name by which it is requested, such as {@code danmarc2-line}. */
  public String label() {
    return label;
  }

  /** The format of the fields that it is made from. */
  public MarcFormat marc() {
    return marc;
  }

  /** The format of originals that are passed on unchanged, or null where there is none. */
  public @Nullable RecordFormat format() {
    return format;
  }

  /** The syntax with this name, in lower case. */
  public static Optional<RecordSyntax> named(String label) {
    return Arrays.stream(values()).filter(s -> s.label.equals(label)).findFirst();
  }

  /** All names, for a message that lists them. */
  public static String labels() {
    return Arrays.stream(values()).map(RecordSyntax::label).collect(Collectors.joining(", "));
  }
}
