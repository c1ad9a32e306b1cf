package org.samling.routes.sru;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.samling.core.catalogue.RecordSyntax;

/** The schemas that records are given in. Each record is given in all that a mapping leads to. */
final class SruSchemas {

  /**
   * A schema.
   *
   * @param name its short name
   * @param identifier its identifier, which responses tell
   * @param others other names by which clients ask for it, in small letters
   * @param title its name for people
   * @param syntax the form in which the core gives records
   */
  record Schema(
      String name, String identifier, Set<String> others, String title, RecordSyntax syntax) {}

  static final List<Schema> ALL =
      List.of(
          new Schema(
              "marcxml",
              "info:srw/schema/1/marcxml-v1.1",
              Set.of("marc21", "http://www.loc.gov/marc21/slim", "info:srw/schema/1/marcxml-v1.0"),
              "MARCXML",
              RecordSyntax.MARCXML),
          new Schema(
              "marcxchange",
              "info:lc/xmlns/marcxchange-v1",
              Set.of("danmarc2", "marcxchange-1.0"),
              "danMARC2 in marcXchange",
              RecordSyntax.MARCXCHANGE),
          new Schema(
              "dc",
              "http://www.openarchives.org/OAI/2.0/oai_dc/",
              Set.of("oai_dc", "info:srw/schema/1/dc-v1.1", "http://purl.org/dc/elements/1.1/"),
              "Dublin Core",
              RecordSyntax.DUBLIN_CORE),
          new Schema(
              "mods",
              "info:srw/schema/1/mods-v3.7",
              Set.of(
                  "http://www.loc.gov/mods/v3",
                  "info:srw/schema/1/mods-v3.0",
                  "info:srw/schema/1/mods-v3.3",
                  "info:srw/schema/1/mods-v3.5",
                  "info:srw/schema/1/mods-v3.6"),
              "MODS 3.7",
              RecordSyntax.MODS));

  /** The schema where a request names none. */
  static final Schema USUAL = ALL.getFirst();

  private SruSchemas() {}

  /** The schema that is asked for by a name or an identifier, in whatever case. */
  static Optional<Schema> named(String written) {
    return ALL.stream()
        .filter(s ->
            s.name().equalsIgnoreCase(written)
                || s.identifier().equalsIgnoreCase(written)
                || s.others().contains(written.toLowerCase(Locale.ROOT)))
        .findFirst();
  }
}
