package org.samling.routes.oai;

import java.util.List;
import java.util.Optional;
import org.samling.core.catalogue.RecordSyntax;
import org.samling.oaipmh.OaiResponse.MetadataFormat;

/** The metadata formats. Each record is given in all that a mapping of its format leads to. */
final class OaiFormats {

  /**
   * A metadata format.
   *
   * @param syntax the form in which the core gives records
   * @param format what harvesters are told of it
   */
  record Format(RecordSyntax syntax, MetadataFormat format) {}

  static final List<Format> ALL =
      List.of(
          new Format(
              RecordSyntax.DUBLIN_CORE,
              new MetadataFormat(
                  "oai_dc",
                  "http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
                  "http://www.openarchives.org/OAI/2.0/oai_dc/")),
          new Format(
              RecordSyntax.MARCXML,
              new MetadataFormat(
                  "marc21",
                  "http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd",
                  "http://www.loc.gov/MARC21/slim")),
          new Format(
              RecordSyntax.MARCXCHANGE,
              new MetadataFormat(
                  "marcxchange",
                  "http://www.loc.gov/standards/iso25577/marcxchange-1-1.xsd",
                  "info:lc/xmlns/marcxchange-v1")),
          new Format(
              RecordSyntax.MODS,
              new MetadataFormat(
                  "mods",
                  "http://www.loc.gov/standards/mods/v3/mods-3-7.xsd",
                  "http://www.loc.gov/mods/v3")));

  private OaiFormats() {}

  /** The format that is asked for by a name. */
  static Optional<Format> of(String prefix) {
    return ALL.stream().filter(f -> f.format().prefix().equals(prefix)).findFirst();
  }
}
