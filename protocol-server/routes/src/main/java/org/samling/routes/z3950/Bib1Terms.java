package org.samling.routes.z3950;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.search.Query;
import org.samling.core.search.Query.Anchor;
import org.samling.core.search.Query.Match;
import org.samling.core.search.Query.Relation;
import org.samling.core.search.Query.Truncation;
import org.samling.core.search.SearchField;
import org.samling.z3950.AttributeElement;
import org.samling.z3950.AttributeElement.Complex;
import org.samling.z3950.AttributeElement.Numeric;
import org.samling.z3950.AttributeElement.NumericValue;
import org.samling.z3950.AttributeElement.StringValue;
import org.samling.z3950.Bib1Diagnostic;
import org.samling.z3950.Oid;
import org.samling.z3950.Term;
import org.samling.z3950.Z3950Charset;

/**
 * Turns a term with attributes of the set bib-1 (Z39.50-2003, appendix ATR) into the core's. An
 * attribute that is not supported is refused, never passed over: the count would be another one.
 */
final class Bib1Terms {

  private static final int TYPES = 6;

  private final Oid attributeSet;
  private final Z3950Charset charset;

  /**
   * Makes it.
   *
   * @param attributeSet the set of attributes that name none
   * @param charset what the session writes its terms in
   */
  Bib1Terms(Oid attributeSet, Z3950Charset charset) {
    this.attributeSet = attributeSet;
    this.charset = charset;
  }

  Query.Term term(List<AttributeElement> attributes, Term term) {
    var values = new @Nullable Integer[TYPES + 1];
    for (var attribute : attributes) {
      read(attribute, values);
    }
    var field = field(values[1]);
    var relation = relation(values[2]);
    var truncation = truncation(values[5]);
    var anchor = anchor(values[3], values[6]);
    if (relation != Relation.EQUAL && !field.isOrdered()) {
      throw unsupported(Bib1Diagnostic.UNSUPPORTED_RELATION_ATTRIBUTE, values[2]);
    }
    if (truncation != Truncation.NONE && field.isOrdered()) {
      throw unsupported(Bib1Diagnostic.UNSUPPORTED_TRUNCATION_ATTRIBUTE, values[5]);
    }
    return new Query.Term(
        field, relation, match(values[4], field, anchor), anchor, truncation, text(term));
  }

  private void read(AttributeElement attribute, @Nullable Integer[] values) {
    var set = attribute.attributeSet() == null ? attributeSet : attribute.attributeSet();
    if (!set.equals(Oid.BIB_1)) {
      throw new DiagnosticException(Bib1Diagnostic.UNSUPPORTED_ATTRIBUTE_SET, set.dotted());
    }
    var type = attribute.attributeType();
    if (type < 1 || type > TYPES) {
      throw new DiagnosticException(Bib1Diagnostic.UNSUPPORTED_ATTRIBUTE_TYPE, Long.toString(type));
    }
    if (values[(int) type] != null) {
      throw new DiagnosticException(
          Bib1Diagnostic.UNSUPPORTED_ATTRIBUTE_COMBINATION, "two attributes of type " + type);
    }
    values[(int) type] =
        switch (attribute.attributeValue()) {
          case Numeric(var value) -> number(value);
          case Complex(var list, _) when list.size() == 1 ->
              switch (list.getFirst()) {
                case NumericValue(var value) -> number(value);
                case StringValue(var name) ->
                    throw new DiagnosticException(
                        Bib1Diagnostic.UNSUPPORTED_ATTRIBUTE_COMBINATION,
                        "an attribute by its name: " + name);
              };
          case Complex _ ->
              throw new DiagnosticException(
                  Bib1Diagnostic.UNSUPPORTED_ATTRIBUTE_COMBINATION,
                  "several values of one attribute");
        };
  }

  /** No attribute has a value as large as an int can't hold. */
  private static int number(long value) {
    return Math.clamp(value, -1, Integer.MAX_VALUE);
  }

  private static SearchField field(@Nullable Integer use) {
    if (use == null) {
      return SearchField.ANY;
    }
    return switch (use) {
      case 1 -> SearchField.PERSONAL_NAME;
      case 4 -> SearchField.TITLE;
      case 7 -> SearchField.ISBN;
      case 8 -> SearchField.ISSN;
      case 12 -> SearchField.NUMBER;
      case 21 -> SearchField.SUBJECT;
      case 31 -> SearchField.YEAR;
      case 1003 -> SearchField.AUTHOR;
      case 1016 -> SearchField.ANY;
      case 1018 -> SearchField.PUBLISHER;
      default -> throw unsupported(Bib1Diagnostic.UNSUPPORTED_USE_ATTRIBUTE, use);
    };
  }

  private static Relation relation(@Nullable Integer relation) {
    if (relation == null) {
      return Relation.EQUAL;
    }
    return switch (relation) {
      case 1 -> Relation.LESS;
      case 2 -> Relation.LESS_OR_EQUAL;
      case 3 -> Relation.EQUAL;
      case 4 -> Relation.GREATER_OR_EQUAL;
      case 5 -> Relation.GREATER;
      default -> throw unsupported(Bib1Diagnostic.UNSUPPORTED_RELATION_ATTRIBUTE, relation);
    };
  }

  private static Anchor anchor(@Nullable Integer position, @Nullable Integer completeness) {
    var atStart =
        switch (position == null ? 3 : position) {
          case 1 -> true;
          case 3 -> false;
          default -> throw unsupported(Bib1Diagnostic.UNSUPPORTED_POSITION_ATTRIBUTE, position);
        };
    return switch (completeness == null ? 1 : completeness) {
      case 1 -> atStart ? Anchor.FIELD_START : Anchor.ANYWHERE;
      case 3 -> Anchor.WHOLE_FIELD;
      default -> throw unsupported(Bib1Diagnostic.UNSUPPORTED_COMPLETENESS_ATTRIBUTE, completeness);
    };
  }

  private static Truncation truncation(@Nullable Integer truncation) {
    return switch (truncation == null ? 100 : truncation) {
      case 1 -> Truncation.RIGHT;
      case 2 -> Truncation.LEFT;
      case 3 -> Truncation.BOTH;
      case 100 -> Truncation.NONE;
      default -> throw unsupported(Bib1Diagnostic.UNSUPPORTED_TRUNCATION_ATTRIBUTE, truncation);
    };
  }

  /** Without a structure, words; a term that stands at a certain place is a phrase. */
  private static Match match(@Nullable Integer structure, SearchField field, Anchor anchor) {
    if (structure == null) {
      return anchor == Anchor.ANYWHERE ? Match.WORDS : Match.PHRASE;
    }
    return switch (structure) {
      case 1, 108 -> Match.PHRASE; // phrase, string
      case 2, 6 -> Match.WORDS; // word, word list
      case 4, 5, 100 -> of(SearchField.YEAR, field, structure); // year, date
      case 103, 107 -> of(SearchField.NUMBER, field, structure); // what DBC sends, local number
      case 109 -> { // numeric string
        if (!field.isIdentifier() && !field.isOrdered()) {
          throw unsupported(Bib1Diagnostic.UNSUPPORTED_STRUCTURE_ATTRIBUTE, structure);
        }
        yield Match.PHRASE;
      }
      default -> throw unsupported(Bib1Diagnostic.UNSUPPORTED_STRUCTURE_ATTRIBUTE, structure);
    };
  }

  private static Match of(SearchField only, SearchField field, Integer structure) {
    if (field != only) {
      throw unsupported(Bib1Diagnostic.UNSUPPORTED_STRUCTURE_ATTRIBUTE, structure);
    }
    return Match.PHRASE;
  }

  private String text(Term term) {
    var text =
        switch (term) {
          case Term.General(var octets) -> octets.text(charset);
          case Term.CharacterString(var octets) -> octets.text(charset);
          case Term.Numeric(var value) -> Long.toString(value);
          case Term.OidTerm _,
              Term.DateTime _,
              Term.ExternalTerm _,
              Term.IntegerAndUnit _,
              Term.NullTerm _ ->
              throw new DiagnosticException(
                  Bib1Diagnostic.TERM_TYPE_NOT_SUPPORTED,
                  "write the term as general, characterString or numeric");
        };
    if (text.isBlank()) {
      throw new DiagnosticException(Bib1Diagnostic.MALFORMED_SEARCH_TERM, "the term is empty");
    }
    if (text.length() > Query.MAX_TEXT) {
      throw new DiagnosticException(
          Bib1Diagnostic.TOO_MANY_CHARACTERS, Integer.toString(Query.MAX_TEXT));
    }
    return text;
  }

  private static DiagnosticException unsupported(
      Bib1Diagnostic condition, @Nullable Integer value) {
    return new DiagnosticException(condition, String.valueOf(value));
  }
}
