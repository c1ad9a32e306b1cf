package org.samling.routes.z3950;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.samling.core.search.FacetField;
import org.samling.core.search.ResultSet;
import org.samling.routes.cql.CqlIndex;
import org.samling.routes.cql.CqlIndexes;
import org.samling.z3950.ber.Z3950Charset;
import org.samling.z3950.data.AttributeElement;
import org.samling.z3950.data.AttributeElement.Complex;
import org.samling.z3950.data.AttributeElement.Numeric;
import org.samling.z3950.data.AttributeElement.StringValue;
import org.samling.z3950.data.Bib1Diagnostic;
import org.samling.z3950.data.OtherInformation;
import org.samling.z3950.data.Term;
import org.samling.z3950.info.FacetList;
import org.samling.z3950.info.FacetList.FacetTerm;

/**
 * The facets that a search asks for, as YAZ and Zebra have them. What can't be counted is refused,
 * as in a query.
 *
 * @param wanted the facets
 */
record Z3950Facets(List<Facet> wanted) {

  private static final int USUAL_TERMS = 10;

  /** The most terms of a facet. */
  static final int MOST_TERMS = 100;

  /** The most facets of a search, and the most terms from the first on. */
  private static final int MOST_FACETS = 20;

  private static final int MOST_SKIPPED = 10_000;

  private static final int USE = 1;
  private static final int ORDER = 2;
  private static final int LIMIT = 3;
  private static final int START = 4;

  /**
   * A facet to count.
   *
   * @param attributes its attributes, to be repeated
   * @param start the position of the first term, from 1
   */
  record Facet(FacetField field, List<AttributeElement> attributes, int limit, int start) {}

  /**
   * Reads the facets of a search.
   *
   * @throws DiagnosticException where one can't be counted
   */
  static Z3950Facets of(List<OtherInformation> information, Z3950Charset charset) {
    var fields =
        FacetList.find(information, charset).map(FacetList::fields).orElse(List.of()).stream()
            .map(FacetList.FacetField::attributes)
            .toList();
    if (fields.size() > MOST_FACETS) {
      throw new DiagnosticException(
          Bib1Diagnostic.UNSUPPORTED_ATTRIBUTE_COMBINATION, "more than 20 facets");
    }
    return new Z3950Facets(fields.stream().map(Z3950Facets::facet).toList());
  }

  private static Facet facet(List<AttributeElement> attributes) {
    FacetField field = null;
    var limit = USUAL_TERMS;
    var start = 1;
    for (var attribute : attributes) {
      switch (Math.clamp(attribute.attributeType(), 0, START + 1)) {
        case USE -> field = field(attribute);
        case ORDER -> number(attribute, 0, 0);
        case LIMIT -> limit = number(attribute, 0, MOST_TERMS);
        case START -> start = number(attribute, 1, MOST_SKIPPED);
        default ->
            throw new DiagnosticException(
                Bib1Diagnostic.UNSUPPORTED_ATTRIBUTE_TYPE,
                Long.toString(attribute.attributeType()));
      }
    }
    if (field == null) {
      throw new DiagnosticException(Bib1Diagnostic.UNSUPPORTED_USE_ATTRIBUTE, "facet");
    }
    return new Facet(field, attributes, limit, start);
  }

  private static FacetField field(AttributeElement attribute) {
    var name = name(attribute);
    var index =
        switch (attribute.attributeValue()) {
          case Numeric(var use) -> first(i -> i.use().isPresent() && i.use().getAsInt() == use);
          case Complex _ -> CqlIndexes.find(name);
        };
    var found = index.orElse(null);
    var field = found == null ? null : found.facet();
    if (field == null) {
      throw new DiagnosticException(Bib1Diagnostic.UNSUPPORTED_USE_ATTRIBUTE, "facet " + name);
    }
    return field;
  }

  private static Optional<CqlIndex> first(Predicate<CqlIndex> wanted) {
    return CqlIndexes.faceted().filter(wanted).findFirst();
  }

  private static String name(AttributeElement attribute) {
    return switch (attribute.attributeValue()) {
      case Numeric(var use) -> Long.toString(use);
      case Complex(var list, _) ->
          list.stream()
              .filter(StringValue.class::isInstance)
              .map(value -> ((StringValue) value).value())
              .findFirst()
              .orElse("");
    };
  }

  private static int number(AttributeElement attribute, int least, int most) {
    if (attribute.attributeValue() instanceof Numeric(var value)
        && value >= least
        && (value <= most || attribute.attributeType() == LIMIT)) {
      return (int) Math.min(value, most);
    }
    throw new DiagnosticException(
        Bib1Diagnostic.UNSUPPORTED_ATTRIBUTE_COMBINATION,
        "facet %d=%s".formatted(attribute.attributeType(), name(attribute)));
  }

  /** Counts them among the records of a set; null where none was asked for. */
  @Nullable OtherInformation count(ResultSet found, Z3950Charset charset) {
    if (wanted.isEmpty()) {
      return null;
    }
    var fields = new ArrayList<FacetList.FacetField>();
    for (var facet : wanted) {
      var skipped = facet.start() - 1;
      fields.add(
          new FacetList.FacetField(
              facet.attributes(),
              found.facet(facet.field(), skipped + facet.limit()).stream()
                  .skip(skipped)
                  .map(v -> new FacetTerm(new Term.General(charset.encode(v.display())), v.count()))
                  .toList()));
    }
    return new FacetList(fields).toInformation(charset);
  }
}
