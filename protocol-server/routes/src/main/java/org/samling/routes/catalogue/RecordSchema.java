package org.samling.routes.catalogue;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordSyntax;

/** The XML schemas of records, with the names by which clients ask for them. */
public enum RecordSchema {
  /** MARC 21 in XML. */
  MARCXML(
      "marcxml",
      "info:srw/schema/1/marcxml-v1.1",
      "MARCXML",
      RecordSyntax.MARCXML,
      "marc21",
      "http://www.loc.gov/marc21/slim",
      "info:srw/schema/1/marcxml-v1.0"),
  /** danMARC2 in XML. */
  MARCXCHANGE(
      "marcxchange",
      "info:lc/xmlns/marcxchange-v1",
      "danMARC2 in marcXchange",
      RecordSyntax.MARCXCHANGE,
      "danmarc2",
      "marcxchange-1.0"),
  /** UNIMARC in XML, by the name that the Bibliothèque nationale de France's SRU has for it. */
  UNIMARCXCHANGE(
      "unimarcxchange",
      "info:lc/xmlns/marcxchange-v2",
      "UNIMARC in marcXchange",
      RecordSyntax.UNIMARCXCHANGE,
      "unimarc"),
  /** Simple Dublin Core. */
  DUBLIN_CORE(
      "dc",
      "http://www.openarchives.org/OAI/2.0/oai_dc/",
      "Dublin Core",
      RecordSyntax.DUBLIN_CORE,
      "oai_dc",
      "info:srw/schema/1/dc-v1.1",
      "http://purl.org/dc/elements/1.1/"),
  /** MODS 3.7, which is known by the names of its earlier versions too. */
  MODS(
      "mods",
      "info:srw/schema/1/mods-v3.7",
      "MODS 3.7",
      RecordSyntax.MODS,
      "http://www.loc.gov/mods/v3",
      "info:srw/schema/1/mods-v3.0",
      "info:srw/schema/1/mods-v3.3",
      "info:srw/schema/1/mods-v3.5",
      "info:srw/schema/1/mods-v3.6"),
  /** A library's holdings of a record, in ISO 20775. */
  ISO_20775(
      "iso20775",
      HoldingsXml.ISO_20775,
      "Holdings (ISO 20775)",
      null,
      "holdings",
      "http://www.loc.gov/standards/iso20775/isoholdings_v1.0.xsd");

  private final String label;
  private final String identifier;
  private final String title;
  private final @Nullable RecordSyntax syntax;

  @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
  private final Set<String> others;

  RecordSchema(
      String label,
      String identifier,
      String title,
      @Nullable RecordSyntax syntax,
      String... others) {
    this.label = label;
    this.identifier = identifier;
    this.title = title;
    this.syntax = syntax;
    this.others = Set.of(others);
  }

  /** The schema with a name or an identifier, in upper or lower case. */
  public static Optional<RecordSchema> named(String written) {
    return Arrays.stream(values())
        .filter(schema ->
            schema.label.equalsIgnoreCase(written)
                || schema.identifier.equalsIgnoreCase(written)
                || schema.others.contains(written.toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  /** Its short name. */
  public String label() {
    return label;
  }

  /** Its identifier in answers. */
  public String identifier() {
    return identifier;
  }

  /** Its name for people. */
  public String title() {
    return title;
  }

  /** The record syntax in which the core renders records, or null for holdings. */
  public @Nullable RecordSyntax syntax() {
    return syntax;
  }
}
