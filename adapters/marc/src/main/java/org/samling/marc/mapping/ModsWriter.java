package org.samling.marc.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.marc.mapping.MappingRow.MappedField;
import org.samling.marc.mapping.MappingRow.Part;

/**
 * Writes a MARC 21 record in MODS 3.7 (Library of Congress, "MARC to MODS Mapping"): the data
 * fields by the table marc21-mods.tsv, the coded ones here. Top-level elements are in the order of
 * the MODS user guidelines.
 */
public final class ModsWriter {

  public static final MappingTable TABLE =
      MappingTable.load("marc21-mods.tsv", MappingText.WITHOUT_ISBD);

  private static final String START =
      "<mods xmlns=\"http://www.loc.gov/mods/v3\""
          + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" version=\"3.7\""
          + " xsi:schemaLocation=\"http://www.loc.gov/mods/v3"
          + " http://www.loc.gov/standards/mods/v3/mods-3-7.xsd\">\n";

  private static final List<String> ORDER =
      List.of(
          "titleInfo",
          "name",
          "typeOfResource",
          "genre",
          "originInfo",
          "language",
          "physicalDescription",
          "abstract",
          "tableOfContents",
          "targetAudience",
          "note",
          "subject",
          "classification",
          "relatedItem",
          "identifier",
          "location",
          "accessCondition",
          "recordInfo");

  /** Elements that occur once in a record, however many fields contribute to them. */
  private static final Set<String> JOINED = Set.of("originInfo", "physicalDescription");

  private static final Pattern SOURCE = Pattern.compile("[A-Za-z0-9:.-]+");

  private ModsWriter() {}

  /** The record, without an XML declaration. */
  public static String write(MarcContent content) {
    var record = new MappingSource(content);
    var elements = new ArrayList<MappedField>();
    for (var field : content.fields()) {
      if (field instanceof DataField data) {
        TABLE.apply(data, record).forEach(made -> add(made, elements));
      }
    }
    addCoded(record, elements);
    var out = new XmlElements("");
    out.raw(START);
    for (var name : ORDER) {
      for (var element : elements) {
        if (name.equals(plain(element.name()))) {
          out.element(element.name(), element.parts());
        }
      }
    }
    out.raw("</mods>\n");
    return out.toString();
  }

  private static String plain(String name) {
    var at = name.indexOf('@');
    return at < 0 ? name : name.substring(0, at);
  }

  /** Adds an element, or its parts to the one already there. */
  private static void add(MappedField made, List<MappedField> elements) {
    if (JOINED.contains(made.name())) {
      for (var i = 0; i < elements.size(); i++) {
        if (elements.get(i).name().equals(made.name())) {
          var parts = new ArrayList<>(elements.get(i).parts());
          parts.addAll(made.parts());
          elements.set(i, new MappedField(made.name(), made.indicators(), parts));
          return;
        }
      }
    }
    if (!elements.contains(made)) {
      elements.add(made);
    }
  }

  private static void addCoded(MappingSource record, List<MappedField> elements) {
    var coded = new Marc21Codes(record);
    add(
        made(
            "typeOfResource"
                + (coded.isCollection() ? "@collection=yes" : "")
                + (coded.isManuscript() ? "@manuscript=yes" : ""),
            new Part(".", coded.modsType())),
        elements);
    add(
        made(
            "originInfo",
            new Part("place/placeTerm@type=code@authority=marccountry", coded.country()),
            new Part("dateIssued@encoding=marc", coded.year()),
            new Part("issuance", coded.issuance())),
        elements);
    add(
        made("language", new Part("languageTerm@authority=iso639-2b@type=code", coded.language())),
        elements);
    add(made("targetAudience@authority=marctarget", new Part(".", coded.audience())), elements);
    add(recordInfo(record, coded), elements);
  }

  private static MappedField recordInfo(MappingSource record, Marc21Codes coded) {
    var source = record.control("003");
    // Other characters in a source could be read as a path.
    var identifier =
        "recordIdentifier"
            + (source != null && SOURCE.matcher(source.strip()).matches()
                ? "@source=" + source.strip()
                : "");
    var language = text(record.first("040", 'b'));
    return made(
        "recordInfo",
        new Part("descriptionStandard", text(record.first("040", 'e'))),
        new Part("recordContentSource", text(record.first("040", 'a'))),
        new Part("recordCreationDate@encoding=marc", coded.made()),
        new Part("recordChangeDate@encoding=iso8601", text(record.control("005"))),
        new Part(identifier, text(record.control("001"))),
        new Part(
            "languageOfCataloging/languageTerm@authority=iso639-2b@type=code",
            language.matches("[a-z]{3}") ? language : ""));
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text.strip();
  }

  /** An element made of parts; those with blank texts are left out. */
  private static MappedField made(String name, Part... parts) {
    return new MappedField(
        name, "  ", Stream.of(parts).filter(part -> !part.text().isBlank()).toList());
  }
}
