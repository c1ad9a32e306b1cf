package org.samling.routes.oai;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.harvest.CatalogueHarvest;
import org.samling.core.harvest.CatalogueHarvest.Change;
import org.samling.core.harvest.CatalogueHarvest.Subset;
import org.samling.core.search.SearchScope;
import org.samling.oaipmh.OaiResponse.OaiSet;

/**
 * The sets: common and local records, the records of each format, and those of each agency. No set
 * contains another.
 */
final class OaiSets {

  private static final String COMMON = "common";
  private static final String LOCAL = "local";
  private static final String FORMAT = "format-";
  private static final String SOURCE = "source-";

  private OaiSets() {}

  /** All sets of a catalogue. */
  static List<OaiSet> of(CatalogueHarvest harvest, SearchScope.OfCatalogue scope) {
    var sets = new ArrayList<OaiSet>();
    sets.add(new OaiSet(COMMON, "Records shared by all libraries"));
    sets.add(new OaiSet(LOCAL, "Libraries' own records"));
    for (var format : MarcFormat.values()) {
      sets.add(new OaiSet(spec(format), "Records in " + name(format)));
    }
    for (var source : harvest.sources(scope)) {
      sets.add(new OaiSet(spec(source), "Records created by " + source));
    }
    return sets;
  }

  /** The sets that a record is in. */
  static List<String> of(Change change) {
    return List.of(
        change.owner() == null ? COMMON : LOCAL, spec(change.marc()), spec(change.key().source()));
  }

  /** The part of a catalogue that a set covers; nothing if there can be no such set. */
  static Optional<Subset> subset(String spec) {
    if (spec.equals(COMMON)) {
      return Optional.of(new Subset.Common());
    }
    if (spec.equals(LOCAL)) {
      return Optional.of(new Subset.Local());
    }
    if (spec.startsWith(FORMAT)) {
      return Stream.of(MarcFormat.values())
          .filter(format -> spec(format).equals(spec))
          .<Subset>map(Subset.OfFormat::new)
          .findFirst();
    }
    return spec.startsWith(SOURCE)
        ? OaiIdentifiers.unescape(spec.substring(SOURCE.length()), '~').map(Subset.OfSource::new)
        : Optional.empty();
  }

  private static String spec(MarcFormat format) {
    return FORMAT + format.name().toLowerCase(Locale.ROOT);
  }

  private static String spec(String source) {
    return SOURCE + OaiIdentifiers.escape(source, '~');
  }

  private static String name(MarcFormat format) {
    return switch (format) {
      case MARC21 -> "MARC 21";
      case DANMARC2 -> "danMARC2";
      case UNIMARC -> "UNIMARC";
    };
  }
}
