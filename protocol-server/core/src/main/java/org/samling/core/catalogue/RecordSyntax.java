package org.samling.core.catalogue;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A syntax in which records of any format can be requested. */
public enum RecordSyntax {
  /** MARC 21 in ISO 2709, in UTF-8. */
  MARC21("marc21", RecordFormat.MARC21),
  /** MARC 21 in ISO 2709, in MARC-8. */
  MARC21_MARC8("marc21-marc8", null),
  /** MARC 21 in ISO 2709, in ISO 8859-1, which its leader can't tell from MARC-8. */
  MARC21_LATIN1("marc21-latin1", null),
  /** MARC 21 in XML (MARC21slim of the Library of Congress). */
  MARCXML("marcxml", RecordFormat.MARCXML),
  /** danMARC2 in ISO 2709, in ISO 8859-1 with escapes. */
  DANMARC2("danmarc2", RecordFormat.DANMARC2),
  /** danMARC2 in lines, without the record terminator line. */
  DANMARC2_LINE("danmarc2-line", RecordFormat.DANMARC2_LINE),
  /** danMARC2 in XML (marcXchange, ISO 25577). */
  MARCXCHANGE("marcxchange", RecordFormat.DANMARC2_XML),
  /** Simple Dublin Core in XML: the element oai_dc:dc of OAI-PMH 2.0. */
  DUBLIN_CORE("dc", null),
  /** MODS 3.7 in XML. */
  MODS("mods", null);

  private final String label;
  private final @Nullable RecordFormat format;

  RecordSyntax(String label, @Nullable RecordFormat format) {
    this.label = label;
    this.format = format;
  }

  /** The name by which it is requested, such as {@code danmarc2-line}. */
  public String label() {
    return label;
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
