package org.samling.routes.oai;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.catalogue.RecordSyntax;
import org.samling.oaipmh.OaiResponse.MetadataFormat;

/**
 * The metadata formats. A record is available in every format to which a mapping of its own format
 * leads.
 */
final class OaiFormats {

  /**
   * A metadata format.
   *
   * @param syntax the core's name of the format
   * @param format its description for harvesters
   */
  record Format(RecordSyntax syntax, MetadataFormat format) {

    /** The only format from which a mapping leads here, or null where all do. */
    @Nullable MarcFormat onlyOf() {
      return syntax.marc() == MarcFormat.UNIMARC ? MarcFormat.UNIMARC : null;
    }
  }

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
              RecordSyntax.UNIMARCXCHANGE,
              new MetadataFormat(
                  "unimarc",
                  "http://www.loc.gov/standards/iso25577/marcxchange-2-0.xsd",
                  "info:lc/xmlns/marcxchange-v2")),
          new Format(
              RecordSyntax.MODS,
              new MetadataFormat(
                  "mods",
                  "http://www.loc.gov/standards/mods/v3/mods-3-7.xsd",
                  "http://www.loc.gov/mods/v3")));

  private OaiFormats() {}

  /** The format with a metadataPrefix. */
  static Optional<Format> of(String prefix) {
    return ALL.stream().filter(f -> f.format().prefix().equals(prefix)).findFirst();
  }
}
