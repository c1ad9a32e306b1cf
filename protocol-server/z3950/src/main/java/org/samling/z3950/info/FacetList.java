package org.samling.z3950.info;

import java.util.List;
import java.util.Optional;
import org.samling.z3950.ber.BerNode;
import org.samling.z3950.ber.BerTag;
import org.samling.z3950.ber.BerWriter;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.ber.Z3950Charset;
import org.samling.z3950.data.AttributeElement;
import org.samling.z3950.data.AttributeWire;
import org.samling.z3950.data.External;
import org.samling.z3950.data.External.SingleAsn1Type;
import org.samling.z3950.data.ExternalWire;
import org.samling.z3950.data.OtherInformation;
import org.samling.z3950.data.OtherInformation.ExternallyDefinedInfo;
import org.samling.z3950.data.Term;
import org.samling.z3950.data.TermWire;

/**
 * Facets in the additional information of a search, as Index Data defines them (user information
 * format facet-1): a request names the fields to count, the response repeats them with their terms.
 *
 * @param fields the fields
 */
public record FacetList(List<FacetField> fields) {

  private static final int ATTRIBUTES = BerTag.context(1);
  private static final int TERMS = BerTag.context(2);

  /** Copies the list. */
  public FacetList {
    fields = List.copyOf(fields);
  }

  /**
   * A field to count, or one that was counted.
   *
   * @param attributes type 1 names the field, 2 says how terms are sorted (0 by count, 1
   *     alphabetically), 3 how many are wanted, 4 from which on
   * @param terms its terms; empty in a request
   */
  public record FacetField(List<AttributeElement> attributes, List<FacetTerm> terms) {

    /** Copies the lists. */
    public FacetField {
      attributes = List.copyOf(attributes);
      terms = List.copyOf(terms);
    }
  }

  /** A term with the number of records that have it. */
  public record FacetTerm(Term term, long count) {}

  /** The facets among units of information; empty if there are none or they can't be parsed. */
  public static Optional<FacetList> find(List<OtherInformation> units, Z3950Charset charset) {
    for (var unit : units) {
      if (unit.information() instanceof ExternallyDefinedInfo(External external)
          && Oid.FACET_1.equals(external.directReference())
          && external.encoding() instanceof SingleAsn1Type(Octets element)) {
        return ExternalWire.parse(element, charset, FacetList::read);
      }
    }
    return Optional.empty();
  }

  private static FacetList read(BerNode list) {
    return new FacetList(list.children().stream().map(FacetList::field).toList());
  }

  private static FacetField field(BerNode field) {
    var terms = field.find(TERMS);
    return new FacetField(
        AttributeWire.read(field.required(ATTRIBUTES, "attributes")),
        terms == null ? List.of() : terms.children().stream().map(FacetList::term).toList());
  }

  private static FacetTerm term(BerNode node) {
    return new FacetTerm(TermWire.readIn(node), node.required(BerTag.INTEGER, "count").integer());
  }

  /** The unit of information with these facets. */
  public OtherInformation toInformation(Z3950Charset charset) {
    var out = new BerWriter(charset);
    out.begin(BerTag.SEQUENCE);
    for (var field : fields) {
      out.begin(BerTag.SEQUENCE);
      AttributeWire.write(out, ATTRIBUTES, field.attributes());
      if (!field.terms().isEmpty()) {
        out.begin(TERMS);
        for (var term : field.terms()) {
          out.begin(BerTag.SEQUENCE);
          TermWire.write(out, term.term());
          out.integer(BerTag.INTEGER, term.count());
          out.end();
        }
        out.end();
      }
      out.end();
    }
    out.end();
    return OtherInformation.of(
        new External(Oid.FACET_1, new SingleAsn1Type(new Octets(out.toBytes()))));
  }
}
